package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStream;

/** The small text files that the guest is made of; they lie beside this class in the jar. */
final class GuestResource {

    private GuestResource() {}

    static byte[] named(String name) throws IOException {
        try (InputStream stream = GuestResource.class.getResourceAsStream("guest/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("the testbed has no guest file named " + name);
            }
            return stream.readAllBytes();
        }
    }
}
