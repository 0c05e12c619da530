package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A connection line into a private host that can be disturbed while clients use it.
 *
 * <p>A relay in this JVM: what a client sends to its entrance comes out at the host and back. It knows nothing
 * of the protocol, so it disturbs TLS and SSH as well. Disturbances hold for the connections that are there and
 * for new ones, until {@link #restore()}. Thread-safe; no method blocks.
 */
public final class Wire implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Wire.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BUFFER = 64 * 1024;

    private enum Condition {
        SOUND,
        LOSING_REPLIES,
        STALLED
    }

    private final StandardProtocolFamily family;
    private final SocketAddress exit;
    private final int port;
    private final Set<SocketChannel> ends = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private Condition condition = Condition.SOUND;
    private volatile ServerSocketChannel entrance;
    private volatile Optional<Thread> porter = Optional.empty();

    private Wire(StandardProtocolFamily family, SocketAddress address, SocketAddress exit) throws IOException {
        this.family = family;
        this.exit = exit;
        this.entrance = ServerSocketChannel.open(family).bind(address);
        this.port = address instanceof InetSocketAddress ? entrance.socket().getLocalPort() : 0;
    }

    /** A wire from a free port of the loopback interface to a socket in the file system. */
    static Wire fromLoopback(Path exit) {
        return fromLoopback(UnixDomainSocketAddress.of(exit));
    }

    /** A wire from a free port of the loopback interface to another one, or to a socket in the file system. */
    static Wire fromLoopback(SocketAddress exit) {
        return open(StandardProtocolFamily.INET, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), exit);
    }

    /** A wire from one socket in the file system to another. */
    static Wire fromSocket(Path entrance, Path exit) {
        return open(
                StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(entrance), UnixDomainSocketAddress.of(exit));
    }

    private static Wire open(StandardProtocolFamily family, SocketAddress address, SocketAddress exit) {
        try {
            Wire wire = new Wire(family, address, exit);
            wire.welcomeInBackground();
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a wire to " + exit, e);
        }
    }

    int port() {
        return port;
    }

    /** Fault: requests reach the host and take effect there, but no reply comes back. What is lost stays lost. */
    public void loseReplies() {
        become(Condition.LOSING_REPLIES);
    }

    /** Fault: nothing moves in either direction, as if a cable were pulled; it arrives after {@link #restore()}. */
    public void stall() {
        become(Condition.STALLED);
    }

    /** Fault: every connection there is breaks; new ones are made at once. */
    public void cut() {
        ends.forEach(this::end);
    }

    /**
     * Fault: nobody listens any more, as if what is behind the wire were gone; connections that are there break. Blocks until the port
     * is free: the kernel keeps it for as long as somebody waits at it.
     */
    void shut() {
        closeQuietly(entrance);
        Patience.until(
                "the port to be free",
                PATIENCE,
                () -> !porter.map(Thread::isAlive).orElse(false));
        cut();
    }

    /** Listens again, at the same port of the loopback interface. */
    void reopen() {
        try {
            SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            entrance = ServerSocketChannel.open(family).bind(address);
            welcomeInBackground();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen again at port " + port, e);
        }
    }

    /** Ends stalling and the loss of replies. A connection that lost a reply never recovers: cut it. */
    public void restore() {
        become(Condition.SOUND);
    }

    /** Cuts every connection and makes no more. */
    @Override
    public void close() {
        restore();
        closeQuietly(entrance);
        cut();
    }

    private void become(Condition next) {
        synchronized (lock) {
            condition = next;
            lock.notifyAll();
        }
    }

    private void welcomeInBackground() {
        ServerSocketChannel open = entrance;
        porter = Optional.of(inBackground(() -> welcome(open)));
    }

    private void welcome(ServerSocketChannel open) {
        while (open.isOpen()) {
            try {
                SocketChannel client = open.accept();
                ends.add(prompt(client));
                connect(client);
            } catch (ClosedChannelException e) {
                LOG.log(Level.DEBUG, "wire closed", e);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "nobody listens at " + exit, e);
            }
        }
    }

    private void connect(SocketChannel client) throws IOException {
        try {
            SocketChannel host = SocketChannel.open(exit);
            ends.add(prompt(host));
            inBackground(() -> carry(client, host, false));
            inBackground(() -> carry(host, client, true));
        } catch (IOException e) {
            end(client);
            throw e;
        }
    }

    /** Else small messages wait for the acknowledgement of those before: 40 ms per exchange. */
    private static SocketChannel prompt(SocketChannel channel) throws IOException {
        return channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)
                ? channel.setOption(StandardSocketOptions.TCP_NODELAY, true)
                : channel;
    }

    private void carry(SocketChannel from, SocketChannel to, boolean replies) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                boolean lost = awaitFlow() == Condition.LOSING_REPLIES && replies;
                while (buffer.hasRemaining() && !lost) {
                    to.write(buffer);
                }
            }
            // Only this direction has ended: the other may still have something to say.
            to.shutdownOutput();
            ends.remove(from);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "connection over", e);
            end(from);
            end(to);
        }
    }

    /** Waits while the wire is stalled and returns the condition then. */
    private Condition awaitFlow() throws IOException {
        synchronized (lock) {
            while (condition == Condition.STALLED) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("the wire is being torn down", e);
                }
            }
            return condition;
        }
    }

    private void end(SocketChannel channel) {
        ends.remove(channel);
        closeQuietly(channel);
    }

    private static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing failed", e);
        }
    }

    private static Thread inBackground(Runnable work) {
        Thread thread = new Thread(work, "testbed-wire");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
