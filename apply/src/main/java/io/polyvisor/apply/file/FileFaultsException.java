package io.polyvisor.apply.file;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be taken as it is: every fault of it, by line and key. Immutable. */
public final class FileFaultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_TOLD = 40;

    private final String file;
    private final transient List<FileFault> faults;

    FileFaultsException(String file, List<FileFault> faults) {
        super(file + ": " + told(faults));
        this.file = file;
        this.faults = List.copyOf(faults);
    }

    /** The file's name, as it was given. */
    public String file() {
        return file;
    }

    /** Its faults by line: at least one. */
    public List<FileFault> faults() {
        return faults;
    }

    private static String told(List<FileFault> faults) {
        String first = faults.stream().limit(MOST_TOLD).map(FileFault::toString).collect(Collectors.joining("; "));
        int rest = faults.size() - MOST_TOLD;
        return rest > 0 ? first + "; and " + rest + " more" : first;
    }
}
