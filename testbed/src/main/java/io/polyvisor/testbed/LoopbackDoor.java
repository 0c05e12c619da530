package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A free TCP port on this machine's loopback interface that leads to a socket in the file system.
 *
 * <p>Private hosts have networks of their own, which nothing outside can reach; a socket in the file system is
 * reached from both sides.
 */
final class LoopbackDoor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoopbackDoor.class.getName());
    private static final int BUFFER = 64 * 1024;

    private final ServerSocketChannel entrance;
    private final Path socket;
    private final Set<SocketChannel> ends = ConcurrentHashMap.newKeySet();

    private LoopbackDoor(ServerSocketChannel entrance, Path socket) {
        this.entrance = entrance;
        this.socket = socket;
    }

    static LoopbackDoor to(Path socket) {
        try {
            ServerSocketChannel entrance = ServerSocketChannel.open();
            entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            LoopbackDoor door = new LoopbackDoor(entrance, socket);
            inBackground(door::welcome);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a door to " + socket, e);
        }
    }

    int port() {
        return entrance.socket().getLocalPort();
    }

    /** Closes the port and cuts every connection through it. */
    @Override
    public void close() {
        closeQuietly(entrance);
        ends.forEach(LoopbackDoor::closeQuietly);
    }

    private void welcome() {
        while (entrance.isOpen()) {
            try {
                SocketChannel outside = entrance.accept();
                ends.add(outside);
                connect(outside);
            } catch (ClosedChannelException e) {
                LOG.log(Level.DEBUG, "door closed", e);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "nobody behind the door to " + socket, e);
            }
        }
    }

    private void connect(SocketChannel outside) throws IOException {
        try {
            SocketChannel inside = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            ends.add(inside);
            inBackground(() -> carry(outside, inside));
            inBackground(() -> carry(inside, outside));
        } catch (IOException e) {
            closeQuietly(outside);
            throw e;
        }
    }

    private void carry(SocketChannel from, SocketChannel to) {
        try {
            carryAll(from, to);
            // Only this direction has ended: the other may still have something to say.
            to.shutdownOutput();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "connection cut", e);
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void carryAll(ByteChannel from, ByteChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "closing failed", e);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "testbed-door");
        thread.setDaemon(true);
        thread.start();
    }
}
