package io.polyvisor.vsphere;

import io.polyvisor.spi.Call;
import io.polyvisor.vsphere.SoapFailure.Reason;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its reply: sent once, over by the call's deadline, and aware of whether the request may have been heard. */
final class SoapExchange {
    private final Call call;
    private final Content content;
    private final SoapBody body;
    private final CompletableFuture<HttpResponse<SoapBody>> reply;

    private SoapExchange(Call call, Content content, SoapBody body, CompletableFuture<HttpResponse<SoapBody>> reply) {
        this.call = call;
        this.content = content;
        this.body = body;
        this.reply = reply;
    }

    /** Begins to send; does not block. */
    static SoapExchange begin(HttpClient http, HttpRequest.Builder request, byte[] content, Call call) {
        Content sent = new Content(BodyPublishers.ofByteArray(content));
        SoapBody body = new SoapBody(call);
        return new SoapExchange(
                call, sent, body, http.sendAsync(request.POST(sent).build(), head -> body));
    }

    /** The reply's head; its body is read by whoever wants it. */
    HttpResponse<SoapBody> await() throws SoapFailure {
        try {
            return reply.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            abort();
            throw late(content.asked ? "waiting for the reply" : "connecting", content.asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            throw calledOff(content.asked);
        } catch (CancellationException e) {
            throw calledOff(content.asked);
        } catch (ExecutionException e) {
            throw broken(e.getCause() == null ? e : e.getCause(), content.asked);
        }
    }

    /** Ends it from another thread; who waits for it learns so. */
    void abort() {
        body.close();
        boolean unused = reply.cancel(true);
    }

    static SoapFailure late(String phase, boolean sent) {
        return SoapFailure.of(Reason.LATE, phase, sent, null);
    }

    static SoapFailure calledOff(boolean sent) {
        return SoapFailure.of(Reason.CALLED_OFF, "the call was given up", sent, null);
    }

    /** What a broken connection means. */
    static SoapFailure broken(Throwable thrown, boolean sent) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate refusal) {
                return SoapFailure.untrusted(refusal);
            }
        }
        if (thrown instanceof CancellationException) {
            return calledOff(sent);
        }
        boolean answeredStrangely = thrown instanceof ProtocolException || !(thrown instanceof IOException);
        String why = answeredStrangely ? "the reply is no HTTP: " : sent ? "the connection broke: " : "no connection: ";
        return SoapFailure.of(
                answeredStrangely ? Reason.FOREIGN : Reason.UNREACHABLE, why + inWords(thrown), sent, thrown);
    }

    private static String inWords(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    /** Knows whether the request was asked for by the connection: before that, nothing of it can have been heard. */
    private static final class Content implements BodyPublisher {
        private final BodyPublisher bytes;
        private volatile boolean asked;

        Content(BodyPublisher bytes) {
            this.bytes = bytes;
        }

        @Override
        public long contentLength() {
            return bytes.contentLength();
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            asked = true;
            bytes.subscribe(subscriber);
        }
    }
}
