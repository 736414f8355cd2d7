// Command redis is an in-memory redis for tests of Argo CD, on 127.0.0.1 and the port that is its argument.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// miniredis has a clock of its own that stands still until it is moved.
const tick = time.Second

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: redis PORT")
		os.Exit(2)
	}
	server := miniredis.NewMiniRedis()
	if err := server.StartAddr("127.0.0.1:" + os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer server.Close()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	for ticker := time.NewTicker(tick); ; {
		select {
		case <-ticker.C:
			server.FastForward(tick)
		case <-stop:
			return
		}
	}
}
