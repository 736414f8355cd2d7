// Reads a JSON array of templates with their parameters from stdin and writes what Argo CD's own code makes of each.
// How the fixture beside this folder was made: see ../argo-cd-templates.test.ts.
package main

import (
	"encoding/json"
	"os"

	"github.com/argoproj/argo-cd/v3/applicationset/utils"
)

type question struct {
	Template string            `json:"template"`
	Params   map[string]any    `json:"params"`
	Texts    map[string]string `json:"texts,omitempty"`
}

type answer struct {
	Output string `json:"output,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([]answer, len(questions))
	render := utils.Render{}
	for i, q := range questions {
		params := map[string]any{}
		for key, value := range q.Params {
			params[key] = value
		}
		if q.Texts != nil {
			params["values"] = q.Texts
		}
		output, err := render.Replace(q.Template, params, true, []string{"missingkey=error"})
		if err != nil {
			answers[i] = answer{Error: err.Error()}
		} else {
			answers[i] = answer{Output: output}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
