// Command target is a small HTTP service whose hot path is known by construction, for Flamebench's live test.
// Built plainly, checksumPage takes most of the CPU time of a request; built with the tag "fast" it takes little.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"strconv"
	"strings"
)

// The functions below are kept out of line so that each is a frame of its own.

//go:noinline
func renderPage(rows int) string {
	var page strings.Builder
	for i := 0; i < rows; i++ {
		page.WriteString("<li>row ")
		page.WriteString(strconv.Itoa(i))
		page.WriteString("</li>\n")
	}
	return page.String()
}

//go:noinline
func servePage(w http.ResponseWriter, _ *http.Request) {
	page := renderPage(300)
	sum := checksumPage(page)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<ul>\n%s</ul>\n<p>%08x</p>\n", page, sum)
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/page", servePage)
	fmt.Printf("http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
