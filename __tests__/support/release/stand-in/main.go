// A stand-in for every image of the platform, by the name under which it is started: a server that answers requests, a
// worker whose health check is "sh -c …", a migration. The file /version says which release it is of, and with the word
// "sick" that it never becomes healthy.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	text, _ := os.ReadFile("/version")
	version := strings.TrimSpace(string(text))
	sick := strings.Contains(version, "sick")
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM)
	switch filepath.Base(os.Args[0]) {
	case "sh", "alembic":
		if sick {
			fmt.Println(version)
			os.Exit(1)
		}
	case "celery":
		<-ended
	default:
		serve(version, sick, ended)
	}
}

func serve(version string, sick bool, ended <-chan os.Signal) {
	mux := http.NewServeMux()
	health := func(answer http.ResponseWriter, _ *http.Request) {
		if sick {
			answer.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	mux.HandleFunc("/api/health", health)
	mux.HandleFunc("/health", health)
	mux.HandleFunc("/", func(answer http.ResponseWriter, _ *http.Request) {
		// Requests are under way when a container is told to stop.
		time.Sleep(5 * time.Millisecond)
		fmt.Fprintln(answer, version)
	})
	servers := []*http.Server{{Addr: ":3000", Handler: mux}, {Addr: ":8000", Handler: mux}}
	for _, server := range servers {
		go server.ListenAndServe()
	}
	<-ended
	patience, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for _, server := range servers {
		server.Shutdown(patience)
	}
}
