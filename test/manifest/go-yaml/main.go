// Reads a JSON array of YAML sources from stdin and writes what sigs.k8s.io/yaml makes of each:
// [{"source": "a: y", "json": "{\"a\":true}"}, {"source": "a: .nan", "error": "..."}].
// How the fixtures beside this folder were made: see ../go-yaml.test.ts.
package main

import (
	"encoding/json"
	"os"

	"sigs.k8s.io/yaml"
)

type verdict struct {
	Source string  `json:"source"`
	JSON   *string `json:"json,omitempty"`
	Error  string  `json:"error,omitempty"`
}

func main() {
	var sources []string
	if err := json.NewDecoder(os.Stdin).Decode(&sources); err != nil {
		panic(err)
	}
	verdicts := make([]verdict, len(sources))
	for i, source := range sources {
		verdicts[i].Source = source
		if converted, err := yaml.YAMLToJSON([]byte(source)); err != nil {
			verdicts[i].Error = err.Error()
		} else {
			text := string(converted)
			verdicts[i].JSON = &text
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(verdicts); err != nil {
		panic(err)
	}
}
