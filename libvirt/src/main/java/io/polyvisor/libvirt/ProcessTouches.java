package io.polyvisor.libvirt;

/**
 * The only two things of the process that this module changes, each once, at the first connection that does not forbid
 * it; what is done stays done until the process ends.
 *
 * @param eventLoop registers libvirt's default event loop and runs it on one daemon thread. Without it the embedder must
 *     run a loop of its own, registered before the first connection, or do without events, streams, keep-alive and the
 *     notice that a connection was lost.
 * @param errorCallback sets a callback that does nothing in place of libvirt's own, which prints every error to stderr.
 *     Errors are read and thrown either way.
 */
public record ProcessTouches(boolean eventLoop, boolean errorCallback) {

    /** Both: what embedders want who have no other libvirt code in their process. */
    public static final ProcessTouches ALL = new ProcessTouches(true, true);

    /** Neither. */
    public static final ProcessTouches NONE = new ProcessTouches(false, false);
}
