package io.polyvisor.vsphere;

import io.polyvisor.spi.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reply's body as it comes in: read by one thread, never held whole, ended by the call's deadline however slowly bytes drip, and by
 * a limit to its size. Closing it, from any thread, cuts the connection.
 */
final class SoapBody extends InputStream implements BodySubscriber<SoapBody> {
    /** Enough for the inventory of 40,000 guests in one page. */
    static final long LIMIT = 64L << 20;

    private static final Piece END = new Piece(List.of(), null, true);

    private final Call call;
    private final LinkedBlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> reading = new ArrayDeque<>();
    private volatile @Nullable Subscription connection;
    private volatile @Nullable SoapFailure failure;
    private volatile boolean closed;
    private boolean ended;
    private long bytes;

    SoapBody(Call call) {
        this.call = call;
    }

    @Override
    public CompletionStage<SoapBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        connection = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Piece(buffers, null, false));
    }

    @Override
    public void onError(Throwable broken) {
        arrived.add(new Piece(List.of(), broken, true));
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    /** Why reading ended early, if it did; parsers wrap what a stream throws. */
    Optional<SoapFailure> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!ended && (reading.peek() == null || !reading.element().hasRemaining())) {
            if (reading.poll() == null) {
                take(next());
            }
        }
        ByteBuffer buffer = reading.peek();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    private void take(Piece piece) throws IOException {
        if (piece.broken() != null) {
            throw failed(SoapExchange.broken(piece.broken(), true));
        }
        if (piece.isLast()) {
            ended = true;
            return;
        }
        for (ByteBuffer buffer : piece.buffers()) {
            bytes += buffer.remaining();
            reading.add(buffer);
        }
        if (bytes > LIMIT) {
            throw failed(SoapFailure.afterSending(
                    SoapFailure.Reason.FOREIGN, "the reply is larger than " + LIMIT + " bytes", null));
        }
        Subscription from = connection;
        if (from != null) {
            from.request(1);
        }
    }

    private Piece next() throws IOException {
        try {
            Piece piece = arrived.poll(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
            if (closed) {
                throw failed(SoapExchange.calledOff(true));
            }
            if (piece == null) {
                throw failed(SoapExchange.late("reading the reply", true));
            }
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(SoapExchange.calledOff(true));
        }
    }

    private IOException failed(SoapFailure why) {
        failure = why;
        close();
        return new IOException(why);
    }

    @Override
    public void close() {
        closed = true;
        arrived.add(END);
        Subscription from = connection;
        if (from != null) {
            from.cancel();
        }
    }

    private record Piece(List<ByteBuffer> buffers, @Nullable Throwable broken, boolean isLast) {}
}
