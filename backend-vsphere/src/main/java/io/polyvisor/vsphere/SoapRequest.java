package io.polyvisor.vsphere;

import java.util.function.Consumer;

/**
 * What is sent: it may hold a password or a guest's seed, so it is shown by its method alone.
 *
 * @param method the API's method
 * @param action the SOAP action, which names the API's version
 * @param content the envelope
 * @param abortable takes the way to give it up while it runs
 */
record SoapRequest(String method, String action, byte[] content, Consumer<Runnable> abortable) {

    @Override
    public String toString() {
        return "SoapRequest[" + method + "]";
    }
}
