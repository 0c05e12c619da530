package io.polyvisor.testbed;

import io.polyvisor.tck.FaultDoor;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The service of a simulated vCenter behind a wire, to be broken. A real vCenter keeps its inventory when its service is killed; the
 * simulator would lose it with its process. So {@link #kill} is what clients see of such a death: connections break, nobody listens,
 * and when somebody listens again all sessions are gone, with their views and filters. {@link #freeze} stops the process itself.
 */
final class VcsimDaemon implements FaultDoor, AutoCloseable {

    private final Vcsim vcsim;
    private final Wire wire;

    VcsimDaemon(Vcsim vcsim) {
        this.vcsim = vcsim;
        this.wire = Wire.fromLoopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), vcsim.port()));
    }

    /** Host and port at this end of the wire. */
    String address() {
        return "127.0.0.1:" + wire.port();
    }

    @Override
    public void kill() {
        wire.shut();
    }

    @Override
    public void restart() {
        vcsim.outsider().endOtherSessions();
        wire.reopen();
    }

    @Override
    public void freeze() {
        vcsim.stop();
    }

    @Override
    public void thaw() {
        vcsim.cont();
    }

    @Override
    public void close() {
        wire.close();
    }
}
