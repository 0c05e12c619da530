package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStream;

/** The small text files that the guest is made of; they lie beside this class in the jar. */
final class GuestResource {

    private GuestResource() {}

    static byte[] named(String name) throws IOException {
        return read("guest/" + name);
    }

    /** The compiled form of a builder: an artefact is made of it as much as of its parts. */
    static byte[] codeOf(Class<?> builder) throws IOException {
        return read(builder.getSimpleName() + ".class");
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream stream = GuestResource.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("the testbed has no " + path);
            }
            return stream.readAllBytes();
        }
    }
}
