package io.polyvisor.apply.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.placement.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;

/** Plans as JSON of the schema {@code polyvisor.plan/1}: what is written and read again is equal. Stateless. */
public final class PlanDocument {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor.plan/1";

    private PlanDocument() {}

    /** The document as a tree, to be embedded in others. Holds user data of seeds: secret in effect. */
    public static ObjectNode tree(Plan plan) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The document as text. */
    public static String text(Plan plan) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Writes the document to a file, whole or not at all; only its owner may read it where it holds user data of seeds. */
    public static void save(Plan plan, Path file) throws IOException {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Reads a file that holds a plan.
     *
     * @throws FileFaultsException for every fault that was found; another version of the schema is one
     */
    public static Plan read(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Reads text that holds a plan; {@code name} stands for the file in faults. */
    public static Plan read(String name, String text) {
        throw new UnsupportedOperationException("not built yet");
    }
}
