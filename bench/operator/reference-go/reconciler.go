package main

import (
	"context"
	"encoding/json"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
)

const fieldOwner = client.FieldOwner("reference-operator")

// Reconciler keeps the objects of ChatGPTApps true.
type Reconciler struct {
	client.Client
}

// SetupWithManager registers the watches. A child's creation is our own and brings no news.
func (r *Reconciler) SetupWithManager(manager ctrl.Manager, workers int) error {
	notCreated := predicate.Funcs{CreateFunc: func(event.CreateEvent) bool { return false }}
	// kinds whose generation moves with the spec alone: their status is no news
	specOrLabels := builder.WithPredicates(notCreated,
		predicate.Or(predicate.GenerationChangedPredicate{}, predicate.LabelChangedPredicate{}))
	// kinds without a generation
	anything := builder.WithPredicates(notCreated, predicate.ResourceVersionChangedPredicate{})
	deployment := builder.WithPredicates(notCreated, predicate.Or(
		predicate.GenerationChangedPredicate{}, predicate.LabelChangedPredicate{}, rolloutChanged))
	return ctrl.NewControllerManagedBy(manager).
		For(&ChatGPTApp{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		Owns(&corev1.ServiceAccount{}, anything).
		Owns(&corev1.ConfigMap{}, anything).
		Owns(&corev1.Service{}, anything).
		Owns(&appsv1.Deployment{}, deployment).
		Owns(&networkingv1.NetworkPolicy{}, specOrLabels).
		Owns(&policyv1.PodDisruptionBudget{}, specOrLabels).
		Owns(newServiceMonitor(), specOrLabels, builder.OnlyMetadata).
		WithOptions(controller.Options{MaxConcurrentReconciles: workers}).
		Complete(r)
}

// rolloutChanged passes changes of the Deployment's status that the status of an app tells of.
var rolloutChanged = predicate.Funcs{UpdateFunc: func(e event.UpdateEvent) bool {
	before, isBefore := e.ObjectOld.(*appsv1.Deployment)
	after, isAfter := e.ObjectNew.(*appsv1.Deployment)
	return isBefore && isAfter && !equality.Semantic.DeepEqual(before.Status, after.Status)
}}

// Reconcile applies all children of an app, then tells its status where that has changed.
func (r *Reconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	var app ChatGPTApp
	if err := r.Get(ctx, request.NamespacedName, &app); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if !app.DeletionTimestamp.IsZero() {
		return ctrl.Result{}, nil
	}
	configuration, err := appConfiguration(&app)
	if err != nil {
		return ctrl.Result{}, err
	}
	for _, child := range children(&app, configuration) {
		child.SetOwnerReferences([]metav1.OwnerReference{*metav1.NewControllerRef(&app, appsGroup.WithKind("ChatGPTApp"))})
		apply := client.ApplyConfigurationFromUnstructured(child)
		if err := r.Apply(ctx, apply, fieldOwner, client.ForceOwnership); err != nil {
			return ctrl.Result{}, fmt.Errorf("apply %s %s: %w", child.GetKind(), child.GetName(), err)
		}
	}
	var deployment appsv1.Deployment
	key := client.ObjectKey{Namespace: app.Namespace, Name: serverName(&app)}
	if err := r.Get(ctx, key, &deployment); client.IgnoreNotFound(err) != nil {
		return ctrl.Result{}, err
	}
	return ctrl.Result{}, r.tell(ctx, &app, &deployment)
}

func (r *Reconciler) tell(ctx context.Context, app *ChatGPTApp, deployment *appsv1.Deployment) error {
	status := statusOf(app, deployment)
	if equality.Semantic.DeepEqual(status, app.Status) {
		return nil
	}
	body, err := json.Marshal(status)
	if err != nil {
		return err
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	apply := &unstructured.Unstructured{Object: map[string]any{"status": fields}}
	apply.SetGroupVersionKind(appsGroup.WithKind("ChatGPTApp"))
	apply.SetNamespace(app.Namespace)
	apply.SetName(app.Name)
	return r.Status().Apply(ctx, client.ApplyConfigurationFromUnstructured(apply), fieldOwner, client.ForceOwnership)
}

func statusOf(app *ChatGPTApp, deployment *appsv1.Deployment) ChatGPTAppStatus {
	status := ChatGPTAppStatus{
		ObservedGeneration: app.Generation,
		Phase:              "Progressing",
		Replicas:           deployment.Status.Replicas,
		ReadyReplicas:      deployment.Status.ReadyReplicas,
		ToolCount:          int32(len(app.Spec.MCPServer.Tools)),
		Selector:           appLabel + "=" + app.Name,
		Endpoint:           endpoint(app),
		Conditions:         append([]metav1.Condition(nil), app.Status.Conditions...),
	}
	ready := metav1.Condition{
		Type: "Ready", Status: metav1.ConditionFalse, Reason: "Progressing",
		Message: "the Deployment is rolled out", ObservedGeneration: app.Generation,
	}
	if isRolledOut(app, deployment) {
		status.Phase = "Ready"
		ready.Status, ready.Reason, ready.Message = metav1.ConditionTrue, "Ready", ""
	}
	meta.SetStatusCondition(&status.Conditions, ready)
	return status
}

// isRolledOut reads a cache that may not know of our own write yet, so it looks at the image, too.
func isRolledOut(app *ChatGPTApp, deployment *appsv1.Deployment) bool {
	containers := deployment.Spec.Template.Spec.Containers
	return len(containers) == 1 && containers[0].Image == app.Spec.MCPServer.Image &&
		deployment.Status.ObservedGeneration == deployment.Generation &&
		deployment.Status.UpdatedReplicas == replicas(app) &&
		deployment.Status.AvailableReplicas == replicas(app)
}
