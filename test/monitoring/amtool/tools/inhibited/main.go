// Asks the inhibitor of the Alertmanager: of the alerts on standard input (a JSON list of label sets, which all fire),
// which does the configuration in the file silence? Answers with a JSON list of booleans. amtool cannot tell.
package main

import (
	"context"
	"encoding/json"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/prometheus/common/model"

	"github.com/prometheus/alertmanager/alert"
	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/eventrecorder"
	"github.com/prometheus/alertmanager/inhibit"
	"github.com/prometheus/alertmanager/provider"
)

// firing knows the alerts from the beginning, and no others come.
type firing struct {
	provider.Alerts
	alerts []*alert.Alert
}

func (f firing) SlurpAndSubscribe(string) ([]*alert.Alert, provider.AlertIterator) {
	return f.alerts, provider.NewAlertIterator(nil, make(chan struct{}), nil)
}

func main() {
	loaded, err := config.LoadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var labels []model.LabelSet
	if err := json.NewDecoder(os.Stdin).Decode(&labels); err != nil {
		log.Fatal(err)
	}
	known := firing{}
	now := time.Now()
	for _, each := range labels {
		fires := model.Alert{Labels: each, StartsAt: now.Add(-time.Minute), EndsAt: now.Add(time.Hour)}
		known.alerts = append(known.alerts, &alert.Alert{Alert: fires, UpdatedAt: now})
	}
	inhibitor := inhibit.NewInhibitor(known, loaded.InhibitRules, slog.New(slog.DiscardHandler), eventrecorder.NopRecorder())
	go inhibitor.Run()
	inhibitor.WaitForLoading()
	muted := make([]bool, len(labels))
	for index, each := range labels {
		muted[index] = inhibitor.Mutes(context.Background(), each)
	}
	if err := json.NewEncoder(os.Stdout).Encode(muted); err != nil {
		log.Fatal(err)
	}
}
