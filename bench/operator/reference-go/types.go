package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var appsGroup = schema.GroupVersion{Group: "apps.makeaihq.com", Version: "v1alpha1"}

// ChatGPTApp has those fields that the benchmark uses.
type ChatGPTApp struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec   ChatGPTAppSpec   `json:"spec"`
	Status ChatGPTAppStatus `json:"status,omitempty"`
}

type ChatGPTAppSpec struct {
	DisplayName string    `json:"displayName"`
	Description string    `json:"description"`
	MCPServer   MCPServer `json:"mcpServer"`
}

type MCPServer struct {
	Image    string   `json:"image"`
	Replicas *int32   `json:"replicas,omitempty"`
	Env      []EnvVar `json:"env,omitempty"`
	Tools    []Tool   `json:"tools,omitempty"`
}

type EnvVar struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
}

type Tool struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

type ChatGPTAppStatus struct {
	ObservedGeneration int64              `json:"observedGeneration,omitempty"`
	Phase              string             `json:"phase,omitempty"`
	Replicas           int32              `json:"replicas,omitempty"`
	ReadyReplicas      int32              `json:"readyReplicas,omitempty"`
	ToolCount          int32              `json:"toolCount,omitempty"`
	Selector           string             `json:"selector,omitempty"`
	Endpoint           string             `json:"endpoint,omitempty"`
	Conditions         []metav1.Condition `json:"conditions,omitempty"`
}

type ChatGPTAppList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []ChatGPTApp `json:"items"`
}

func addToScheme(scheme *runtime.Scheme) {
	scheme.AddKnownTypes(appsGroup, &ChatGPTApp{}, &ChatGPTAppList{})
	metav1.AddToGroupVersion(scheme, appsGroup)
}

func (in *ChatGPTApp) DeepCopyObject() runtime.Object {
	out := *in
	out.ObjectMeta = *in.ObjectMeta.DeepCopy()
	out.Spec.MCPServer.Env = append([]EnvVar(nil), in.Spec.MCPServer.Env...)
	out.Spec.MCPServer.Tools = append([]Tool(nil), in.Spec.MCPServer.Tools...)
	if in.Spec.MCPServer.Replicas != nil {
		replicas := *in.Spec.MCPServer.Replicas
		out.Spec.MCPServer.Replicas = &replicas
	}
	out.Status.Conditions = append([]metav1.Condition(nil), in.Status.Conditions...)
	return &out
}

func (in *ChatGPTAppList) DeepCopyObject() runtime.Object {
	out := *in
	out.Items = make([]ChatGPTApp, len(in.Items))
	for i := range in.Items {
		out.Items[i] = *in.Items[i].DeepCopyObject().(*ChatGPTApp)
	}
	return &out
}
