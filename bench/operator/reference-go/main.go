// A plain operator on controller-runtime, to compare with: seven children by server-side apply at each look.
package main

import (
	"flag"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/healthz"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

func main() {
	var metricsAddress, probeAddress string
	var leaderElect bool
	var workers int
	flag.StringVar(&metricsAddress, "metrics-bind-address", ":8080", "Where metrics are served.")
	flag.StringVar(&probeAddress, "health-probe-bind-address", ":8081", "Where probes are served.")
	flag.BoolVar(&leaderElect, "leader-elect", false, "Run one of several at a time.")
	flag.IntVar(&workers, "max-concurrent-reconciles", 8, "How many apps are looked at at once.")
	options := zap.Options{}
	options.BindFlags(flag.CommandLine)
	flag.Parse()
	ctrl.SetLogger(zap.New(zap.UseFlagOptions(&options)))

	if err := run(metricsAddress, probeAddress, leaderElect, workers); err != nil {
		ctrl.Log.Error(err, "the operator ended")
		os.Exit(1)
	}
}

func run(metricsAddress, probeAddress string, leaderElect bool, workers int) error {
	scheme := runtime.NewScheme()
	if err := clientgoscheme.AddToScheme(scheme); err != nil {
		return err
	}
	addToScheme(scheme)
	manager, err := ctrl.NewManager(ctrl.GetConfigOrDie(), ctrl.Options{
		Scheme:                 scheme,
		Metrics:                metricsserver.Options{BindAddress: metricsAddress},
		HealthProbeBindAddress: probeAddress,
		LeaderElection:         leaderElect,
		LeaderElectionID:       "reference-operator",
	})
	if err != nil {
		return err
	}
	if err := manager.AddHealthzCheck("ping", healthz.Ping); err != nil {
		return err
	}
	if err := manager.AddReadyzCheck("ping", healthz.Ping); err != nil {
		return err
	}
	reconciler := &Reconciler{Client: manager.GetClient()}
	if err := reconciler.SetupWithManager(manager, workers); err != nil {
		return err
	}
	return manager.Start(ctrl.SetupSignalHandler())
}
