package io.polyvisor.testbed;

import io.polyvisor.tck.FaultDoor;

/** Breaks a private host's daemon for real. */
record HostFaultDoor(LibvirtHost host) implements FaultDoor {

    @Override
    public void kill() {
        host.kill9();
    }

    @Override
    public void restart() {
        host.restart();
    }

    @Override
    public void freeze() {
        host.stop();
    }

    @Override
    public void thaw() {
        host.cont();
    }
}
