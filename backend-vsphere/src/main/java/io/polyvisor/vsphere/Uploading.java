package io.polyvisor.vsphere;

import io.polyvisor.spi.Call;
import java.io.InputStream;

/** Sends files to datastores over HTTP, within the session. */
@FunctionalInterface
interface Uploading {

    /**
     * Makes a file of a stream's bytes, or replaces the one that is there. A lost reply leaves the outcome UNKNOWN.
     *
     * @param pathAndQuery where to, encoded
     */
    void put(String about, Call call, String pathAndQuery, InputStream bytes);
}
