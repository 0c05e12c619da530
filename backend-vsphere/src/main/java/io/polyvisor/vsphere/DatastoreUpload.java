package io.polyvisor.vsphere;

import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Sends files over HTTP to the service's own file door, under the session's cookie and the same trust. Nothing is sent twice: the
 * bytes come once. A reply that did not come leaves the outcome UNKNOWN.
 */
final class DatastoreUpload implements Uploading {
    private final URI service;
    private final Supplier<SoapTicket> tickets;
    private final HttpClient http;

    /** {@code service} is the address of the SOAP service, whose host and port the file door shares. */
    DatastoreUpload(URI service, SSLContext trust, Supplier<SoapTicket> tickets) {
        this.service = service;
        this.tickets = tickets;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .build();
    }

    @Override
    public void put(String about, Call call, String pathAndQuery, InputStream bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(pathAndQuery))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> bytes));
        tickets.get().cookie().ifPresent(cookie -> request.header("Cookie", cookie));
        CompletableFuture<HttpResponse<Void>> reply =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        call.onCancel(() -> reply.cancel(true));
        judge(about, await(about, call, reply));
    }

    private static int await(String about, Call call, CompletableFuture<HttpResponse<Void>> reply) {
        try {
            return reply.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS).statusCode();
        } catch (TimeoutException e) {
            boolean unused = reply.cancel(true);
            throw DriverException.lost(new Fault.DeadlineExceeded("sending " + about), Optional.empty(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            boolean unused = reply.cancel(true);
            throw DriverException.lost(new Fault.Cancelled("sending " + about), Optional.empty(), e);
        } catch (CancellationException e) {
            throw DriverException.lost(new Fault.Cancelled("sending " + about), Optional.empty(), e);
        } catch (ExecutionException e) {
            throw DriverException.lost(
                    new Fault.Unreachable("the connection broke while " + about + " was sent"), Optional.empty(), e);
        }
    }

    private static void judge(String about, int status) {
        if (status / 100 == 2) {
            return;
        }
        NativeError said = new NativeError("http", Integer.toString(status), "PUT of " + about);
        throw DriverException.refused(fault(about, status), said, null);
    }

    private static Fault fault(String about, int status) {
        return switch (status) {
            case 401 -> new Fault.Unreachable("the session had ended before " + about + " was sent");
            case 403 -> new Fault.Denied("writing " + about + "; it takes the privilege Datastore.FileManagement");
            case 404 -> new Fault.NotFound("where " + about + " should go", Optional.empty());
            case 507 -> new Fault.InsufficientCapacity("space for " + about, Optional.empty(), Optional.empty());
            default -> new Fault.BackendFault("it answers a file with HTTP status " + status);
        };
    }
}
