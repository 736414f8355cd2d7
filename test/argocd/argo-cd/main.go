// Reads a JSON array of questions from stdin and writes what Argo CD's own code answers to each: whether it refuses the
// project, and whether the project permits the repository, the destination and the object.
// How the fixture beside this folder was made: see ../argo-cd-verdicts.test.ts.
package main

import (
	"encoding/json"
	"os"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

type question struct {
	Project     v1alpha1.AppProjectSpec `json:"project"`
	Repository  string                  `json:"repository"`
	Destination struct {
		Name      string `json:"name"`
		Server    string `json:"server"`
		Namespace string `json:"namespace"`
	} `json:"destination"`
	Object struct {
		Group        string `json:"group"`
		Kind         string `json:"kind"`
		Name         string `json:"name"`
		IsNamespaced bool   `json:"isNamespaced"`
	} `json:"object"`
}

type verdict struct {
	Refusal            string `json:"refusal"`
	PermitsSource      bool   `json:"permitsSource"`
	PermitsDestination bool   `json:"permitsDestination"`
	PermitsKind        bool   `json:"permitsKind"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	verdicts := make([]verdict, len(questions))
	for i, q := range questions {
		verdicts[i] = answer(q)
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		panic(err)
	}
}

func answer(q question) verdict {
	project := v1alpha1.AppProject{Spec: q.Project}
	project.Name = "shop"
	v := verdict{}
	if err := project.ValidateProject(); err != nil {
		v.Refusal = err.Error()
	}
	cluster := &v1alpha1.Cluster{Name: q.Destination.Name, Server: q.Destination.Server}
	kind := schema.GroupKind{Group: q.Object.Group, Kind: q.Object.Kind}
	v.PermitsSource = project.IsSourcePermitted(v1alpha1.ApplicationSource{RepoURL: q.Repository})
	v.PermitsDestination, _ = project.IsDestinationPermitted(cluster, q.Destination.Namespace, nil)
	v.PermitsKind = project.IsGroupKindNamePermitted(kind, q.Object.Name, q.Object.IsNamespaced)
	return v
}
