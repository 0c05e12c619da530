package io.polyvisor.vsphere;

import java.util.function.Consumer;

/** What is sent: it may hold a password or a guest's seed, so it is shown by its method alone. */
final class SoapRequest {
    private final String method;
    private final String action;
    private final byte[] content;
    private final Consumer<Runnable> abortable;

    /**
     * A request.
     *
     * @param method the API's method
     * @param action the SOAP action, which names the API's version
     * @param content the envelope; it belongs to the request from now on
     * @param abortable takes the way to give the request up while it runs
     */
    SoapRequest(String method, String action, byte[] content, Consumer<Runnable> abortable) {
        this.method = method;
        this.action = action;
        this.content = content;
        this.abortable = abortable;
    }

    String method() {
        return method;
    }

    String action() {
        return action;
    }

    byte[] content() {
        return content;
    }

    Consumer<Runnable> abortable() {
        return abortable;
    }

    @Override
    public String toString() {
        return "SoapRequest[" + method + "]";
    }
}
