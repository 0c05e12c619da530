// A vCenter or an ESXi host simulated by govmomi, for tests: with the inventory, the user, the certificate and the
// session time that a test asks for.
//
// It says "READY <url>" when it answers, and ends in order, its files removed, when it is told to (SIGTERM, SIGINT) or
// when its standard input ends: whoever started it is gone then. The password comes in the environment, where no list
// of processes shows it.
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"io/ioutil"
	"log"
	"net/url"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/vmware/govmomi/simulator"
)

// plan is what the flags ask for.
type plan struct {
	esx       bool
	listen    string
	user      string
	cert, key string
	idle      time.Duration
	delay     time.Duration
	delays    delays
	counts    simulator.Model
}

// delays holds "Method=milliseconds", given as often as needed.
type delays map[string]int

func (d delays) String() string { return fmt.Sprint(map[string]int(d)) }

func (d delays) Set(text string) error {
	at := strings.IndexByte(text, '=')
	if at < 1 {
		return fmt.Errorf("%q is not Method=milliseconds", text)
	}
	millis, err := strconv.Atoi(text[at+1:])
	d[text[:at]] = millis
	return err
}

func main() {
	log.SetFlags(log.Ltime | log.Lmicroseconds)
	asked := parse()
	model := asked.model()
	simulator.SessionIdleTimeout = asked.idle
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	defer model.Remove()
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	go func() {
		_, _ = io.Copy(ioutil.Discard, os.Stdin)
		told <- syscall.SIGTERM
	}()
	listening := asked.listenOn(model.Service)
	fmt.Printf("READY https://%s%s\n", listening.Host, listening.Path)
	<-told
}

func parse() plan {
	p := plan{delays: delays{}}
	flag.BoolVar(&p.esx, "esx", false, "a standalone ESXi host instead of a vCenter")
	flag.StringVar(&p.listen, "listen", "127.0.0.1:0", "address")
	flag.StringVar(&p.user, "user", "", "the only user who may log in, with the password in VCSIM_PASSWORD; else everybody may")
	flag.StringVar(&p.cert, "cert", "", "certificate, PEM")
	flag.StringVar(&p.key, "key", "", "its key, PEM")
	flag.DurationVar(&p.idle, "idle", 0, "after how long an idle session ends; never, if 0")
	flag.DurationVar(&p.delay, "delay", 0, "how much longer every call takes")
	flag.Var(p.delays, "delay-of", "Method=milliseconds: how much longer calls of that method take")
	flag.IntVar(&p.counts.Datacenter, "datacenters", 1, "")
	flag.IntVar(&p.counts.Cluster, "clusters", 1, "per datacenter")
	flag.IntVar(&p.counts.ClusterHost, "hosts", 3, "per cluster")
	flag.IntVar(&p.counts.Host, "standalone-hosts", 0, "per datacenter")
	flag.IntVar(&p.counts.Pool, "pools", 0, "resource pools below each cluster's own")
	flag.IntVar(&p.counts.Machine, "guests", 0, "per cluster and standalone host")
	flag.IntVar(&p.counts.Datastore, "datastores", 1, "per datacenter")
	flag.IntVar(&p.counts.Portgroup, "portgroups", 1, "distributed, per datacenter")
	flag.IntVar(&p.counts.Folder, "folders", 0, "datacenters that lie in a folder")
	flag.BoolVar(&p.counts.Autostart, "on", true, "switch the guests on")
	flag.Parse()
	return p
}

func (p plan) model() *simulator.Model {
	model := simulator.VPX()
	if p.esx {
		model = simulator.ESX()
		model.Machine, model.Datastore = p.counts.Machine, p.counts.Datastore
	} else {
		content, root := model.ServiceContent, model.RootFolder
		*model = p.counts
		model.ServiceContent, model.RootFolder = content, root
	}
	model.Autostart = p.counts.Autostart
	model.DelayConfig.Delay = int(p.delay / time.Millisecond)
	model.DelayConfig.MethodDelay = p.delays
	return model
}

func (p plan) listenOn(service *simulator.Service) *url.URL {
	service.Listen = &url.URL{Host: p.listen}
	if p.user != "" {
		service.Listen.User = url.UserPassword(p.user, os.Getenv("VCSIM_PASSWORD"))
	}
	pair, err := tls.LoadX509KeyPair(p.cert, p.key)
	if err != nil {
		log.Fatal(err)
	}
	service.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	service.RegisterEndpoints = true
	return service.NewServer().URL
}
