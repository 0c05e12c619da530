package io.polyvisor.apply.file;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Keeps the first thousand faults: a large file of nothing else shall not exhaust memory. Not thread-safe. */
final class FirstFaults extends AbstractList<FileFault> {
    private static final int MOST = 1_000;

    private final List<FileFault> kept = new ArrayList<>();

    @Override
    public boolean add(FileFault fault) {
        return kept.size() < MOST && kept.add(fault);
    }

    @Override
    public FileFault get(int index) {
        return kept.get(index);
    }

    @Override
    public int size() {
        return kept.size();
    }
}
