package io.polyvisor.examples.shed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The hypervisor of this example, as a vendor would ship it: words, units and error codes of its own, and nothing of Polyvisor. A
 * shed has eight places for boxes; a box has a lamp that is green while it works.
 */
final class Shed {
    static final int NO_SUCH_BOX = 4;
    static final int LABEL_TAKEN = 17;
    static final int SERIAL_TAKEN = 18;
    static final int WRONG_LAMP = 23;
    static final int NO_PLACE = 31;
    static final int PLACES = 8;

    private final Map<String, Box> boxes = new TreeMap<>();

    /** A box. Lamps: {@code '-'} dark, {@code 'g'} green, {@code 'r'} red. */
    record Box(String serial, String label, int cores, long kilobytes, char lamp, Map<String, String> notes) {
        Box {
            notes = Map.copyOf(notes);
        }

        Box relabelled(String other) {
            return new Box(serial, other, cores, kilobytes, lamp, notes);
        }

        Box rebuilt(int otherCores, long otherKilobytes) {
            return new Box(serial, label, otherCores, otherKilobytes, lamp, notes);
        }

        Box lit(char other) {
            return new Box(serial, label, cores, kilobytes, other, notes);
        }

        /** Notes that begin with {@code prefix} give way to those. */
        Box noted(String prefix, Map<String, String> more) {
            Map<String, String> all = new HashMap<>(notes);
            all.keySet().removeIf(key -> key.startsWith(prefix));
            all.putAll(more);
            return new Box(serial, label, cores, kilobytes, lamp, all);
        }
    }

    /** How a shed says no. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Trouble(int code, String text) {
            super(text);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    synchronized List<Box> boxes() {
        return List.copyOf(boxes.values());
    }

    synchronized Optional<Box> box(String serial) {
        return Optional.ofNullable(boxes.get(serial));
    }

    synchronized void build(Box box) throws Trouble {
        if (boxes.size() >= PLACES) {
            throw new Trouble(NO_PLACE, "all places are taken");
        }
        requireFree(box);
        if (boxes.putIfAbsent(box.serial(), box) != null) {
            throw new Trouble(SERIAL_TAKEN, "serial " + box.serial());
        }
    }

    synchronized void replace(Box box) throws Trouble {
        require(box.serial());
        requireFree(box);
        boxes.put(box.serial(), box);
    }

    synchronized void turn(String serial, char lamp) throws Trouble {
        Box box = require(serial);
        if (box.lamp() == lamp) {
            throw new Trouble(WRONG_LAMP, "the lamp is " + lamp + " already");
        }
        boxes.put(serial, box.lit(lamp));
    }

    synchronized void scrap(String serial) throws Trouble {
        if (require(serial).lamp() != '-') {
            throw new Trouble(WRONG_LAMP, "a lit box cannot be scrapped");
        }
        boxes.remove(serial);
    }

    private Box require(String serial) throws Trouble {
        return box(serial).orElseThrow(() -> new Trouble(NO_SUCH_BOX, "no box " + serial));
    }

    private void requireFree(Box box) throws Trouble {
        for (Box other : boxes.values()) {
            if (other.label().equals(box.label()) && !other.serial().equals(box.serial())) {
                throw new Trouble(LABEL_TAKEN, "label of box " + other.serial());
            }
        }
    }
}
