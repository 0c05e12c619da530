package io.polyvisor.libvirt;

/**
 * The connection or the handle was closed by its owner, or the stream ended, before the call began: nothing was sent.
 *
 * <p>A connection that the other side dropped is a {@link LibvirtFault}, not this.
 */
public final class ConnectionClosedFailure extends LibvirtFailure {

    ConnectionClosedFailure(String what, String function) {
        super(what + " is closed; " + function + " was not called");
    }
}
