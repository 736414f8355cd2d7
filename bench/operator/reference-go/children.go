package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

const appLabel = "apps.makeaihq.com/app"

type object = map[string]any
type list = []any

// children are the objects that an app becomes, as the construct renders them.
func children(app *ChatGPTApp, configuration string) []*unstructured.Unstructured {
	name := serverName(app)
	return []*unstructured.Unstructured{
		child(app, "v1", "ServiceAccount", name, object{"automountServiceAccountToken": false}),
		child(app, "v1", "ConfigMap", configName(app), object{"data": object{"app.json": configuration}}),
		child(app, "networking.k8s.io/v1", "NetworkPolicy", name, object{"spec": networkPolicy(app)}),
		child(app, "apps/v1", "Deployment", name, object{"spec": deployment(app, configuration)}),
		child(app, "v1", "Service", name, object{"spec": service(app)}),
		child(app, "policy/v1", "PodDisruptionBudget", name, object{"spec": object{
			"minAvailable":               int64(1),
			"selector":                   selector(app),
			"unhealthyPodEvictionPolicy": "AlwaysAllow",
		}}),
		child(app, "monitoring.coreos.com/v1", "ServiceMonitor", name, object{"spec": object{
			"endpoints": list{object{"interval": "30s", "path": "/metrics", "port": "http"}},
			"selector":  selector(app),
		}}),
	}
}

func child(app *ChatGPTApp, apiVersion, kind, name string, body object) *unstructured.Unstructured {
	result := &unstructured.Unstructured{Object: body}
	result.SetAPIVersion(apiVersion)
	result.SetKind(kind)
	result.SetName(name)
	result.SetNamespace(app.Namespace)
	result.SetLabels(labels(app))
	return result
}

func networkPolicy(app *ChatGPTApp) object {
	return object{
		"podSelector": selector(app),
		"policyTypes": list{"Ingress", "Egress"},
		"ingress": list{object{
			"from": list{object{
				"namespaceSelector": object{},
				"podSelector": object{"matchLabels": object{
					"app.kubernetes.io/managed-by": "prometheus-operator",
					"app.kubernetes.io/name":       "prometheus",
				}},
			}},
			"ports": list{object{"port": "http", "protocol": "TCP"}},
		}},
		"egress": list{object{
			"to": list{
				object{"namespaceSelector": object{"matchLabels": object{"kubernetes.io/metadata.name": "kube-system"}}},
				object{"ipBlock": object{"cidr": "169.254.20.10/32"}},
			},
			"ports": list{object{"port": int64(53), "protocol": "UDP"}, object{"port": int64(53), "protocol": "TCP"}},
		}},
	}
}

func service(app *ChatGPTApp) object {
	return object{
		"type":            "ClusterIP",
		"sessionAffinity": "None",
		"selector":        object{appLabel: app.Name},
		"ports": list{object{
			"name": "http", "port": int64(8080), "protocol": "TCP", "targetPort": "http", "appProtocol": "http",
		}},
	}
}

func deployment(app *ChatGPTApp, configuration string) object {
	podLabels := object{}
	for key, value := range labels(app) {
		podLabels[key] = value
	}
	sum := sha256.Sum256([]byte(configuration))
	return object{
		"replicas": int64(replicas(app)),
		"selector": selector(app),
		"strategy": object{
			"type":          "RollingUpdate",
			"rollingUpdate": object{"maxSurge": "25%", "maxUnavailable": int64(0)},
		},
		"template": object{
			"metadata": object{
				"labels":      podLabels,
				"annotations": object{"apps.makeaihq.com/config-hash": hex.EncodeToString(sum[:8])},
			},
			"spec": podSpec(app),
		},
	}
}

func podSpec(app *ChatGPTApp) object {
	return object{
		"automountServiceAccountToken":  false,
		"enableServiceLinks":            false,
		"serviceAccountName":            serverName(app),
		"terminationGracePeriodSeconds": int64(80),
		"securityContext": object{
			"runAsNonRoot":   true,
			"seccompProfile": object{"type": "RuntimeDefault"},
		},
		"topologySpreadConstraints": list{
			spread(app, "topology.kubernetes.io/zone"),
			spread(app, "kubernetes.io/hostname"),
		},
		"containers": list{container(app)},
		"volumes": list{
			object{"name": "app-config", "configMap": object{"name": configName(app)}},
			object{"name": "tmp", "emptyDir": object{}},
		},
	}
}

func container(app *ChatGPTApp) object {
	return object{
		"name":            "mcp-server",
		"image":           app.Spec.MCPServer.Image,
		"imagePullPolicy": "IfNotPresent",
		"env":             environment(app),
		"ports":           list{object{"name": "http", "containerPort": int64(8080), "protocol": "TCP"}},
		"lifecycle":       object{"preStop": object{"sleep": object{"seconds": int64(15)}}},
		"livenessProbe":   probe(6, 10, 5),
		"readinessProbe":  probe(2, 5, 3),
		"startupProbe":    probe(60, 2, 5),
		"resources": object{
			"limits":   object{"memory": "512Mi"},
			"requests": object{"cpu": "100m", "memory": "128Mi"},
		},
		"securityContext": object{
			"allowPrivilegeEscalation": false,
			"capabilities":             object{"drop": list{"ALL"}},
			"readOnlyRootFilesystem":   true,
			"runAsNonRoot":             true,
		},
		"volumeMounts": list{
			object{"name": "app-config", "mountPath": "/etc/chatgpt-app", "readOnly": true},
			object{"name": "tmp", "mountPath": "/tmp"},
		},
	}
}

func environment(app *ChatGPTApp) list {
	name := serverName(app)
	inNamespace := name + "." + app.Namespace
	hosts := []string{name, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local"}
	result := list{
		variable("PORT", "8080"),
		variable("MCP_PORT", "8080"),
		variable("MCP_PATH", "/mcp"),
		variable("ALLOWED_HOSTS", strings.Join(hosts, ",")),
		variable("MAX_BODY_BYTES", "4194304"),
		variable("APP_CONFIG", "/etc/chatgpt-app/app.json"),
		variable("WIDGETS_DIR", "/etc/chatgpt-app/widgets"),
		variable("STATELESS", "true"),
		variable("DRAIN_SECONDS", "60"),
		variable("CHATGPT_APP_NAME", app.Spec.DisplayName),
		variable("CHATGPT_APP_DESCRIPTION", app.Spec.Description),
	}
	for _, each := range app.Spec.MCPServer.Env {
		result = append(result, variable(each.Name, each.Value))
	}
	return result
}

func variable(name, value string) object {
	return object{"name": name, "value": value}
}

func probe(failures, period, timeout int64) object {
	return object{
		"failureThreshold": failures,
		"periodSeconds":    period,
		"timeoutSeconds":   timeout,
		"httpGet":          object{"path": "/health", "port": "http", "scheme": "HTTP"},
	}
}

func spread(app *ChatGPTApp, topology string) object {
	return object{
		"labelSelector":     selector(app),
		"maxSkew":           int64(1),
		"topologyKey":       topology,
		"whenUnsatisfiable": "ScheduleAnyway",
	}
}

// appConfiguration is the app.json that the server reads.
func appConfiguration(app *ChatGPTApp) (string, error) {
	type tool struct {
		Tool
		Visibility []string `json:"visibility"`
	}
	tools := make([]tool, 0, len(app.Spec.MCPServer.Tools))
	for _, each := range app.Spec.MCPServer.Tools {
		tools = append(tools, tool{each, []string{"model", "app"}})
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(struct {
		Name        string `json:"name"`
		DisplayName string `json:"displayName"`
		Description string `json:"description"`
		Version     string `json:"version"`
		Tools       []tool `json:"tools"`
		Widgets     list   `json:"widgets"`
	}{app.Name, app.Spec.DisplayName, app.Spec.Description, version(app), tools, list{}})
	return text.String(), err
}

func labels(app *ChatGPTApp) map[string]string {
	return map[string]string{
		"app.kubernetes.io/component":  "mcp-server",
		"app.kubernetes.io/managed-by": "reference-operator",
		"app.kubernetes.io/name":       app.Name,
		"app.kubernetes.io/part-of":    "chatgpt-apps",
		"app.kubernetes.io/version":    version(app),
		appLabel:                       app.Name,
	}
}

func selector(app *ChatGPTApp) object {
	return object{"matchLabels": object{appLabel: app.Name}}
}

// version is the tag of the image.
func version(app *ChatGPTApp) string {
	reference, _, _ := strings.Cut(app.Spec.MCPServer.Image, "@")
	slash, colon := strings.LastIndex(reference, "/"), strings.LastIndex(reference, ":")
	if colon > slash {
		return reference[colon+1:]
	}
	return "latest"
}

func replicas(app *ChatGPTApp) int32 {
	if app.Spec.MCPServer.Replicas != nil {
		return *app.Spec.MCPServer.Replicas
	}
	return 2
}

func serverName(app *ChatGPTApp) string { return app.Name + "-mcp" }

func configName(app *ChatGPTApp) string { return app.Name + "-mcp-app" }

func endpoint(app *ChatGPTApp) string {
	return fmt.Sprintf("http://%s.%s.svc.cluster.local:8080/mcp", serverName(app), app.Namespace)
}

func newServiceMonitor() *unstructured.Unstructured {
	monitor := &unstructured.Unstructured{}
	monitor.SetGroupVersionKind(schema.GroupVersionKind{Group: "monitoring.coreos.com", Version: "v1", Kind: "ServiceMonitor"})
	return monitor
}
