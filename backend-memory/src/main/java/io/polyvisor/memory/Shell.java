package io.polyvisor.memory;

import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell on a guest's serial line: a few commands, enough to witness from inside what happens to the guest. */
final class Shell {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(>>?|[^\\s'\">]+)");

    private final Site site;
    private final GuestState guest;
    private final GuestFiles files;

    Shell(Site site, GuestState guest) {
        this.site = site;
        this.guest = guest;
        this.files = new GuestFiles(site, guest);
    }

    /** Runs commands separated by semicolons, as far as the guest gets. */
    void run(String line) {
        for (String command : line.split(";", -1)) {
            List<String> words = words(command);
            if (!words.isEmpty() && guest.is(PowerState.RUNNING)) {
                redirect(words);
            }
        }
    }

    private static List<String> words(String command) {
        List<String> found = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            found.add(quoted != null ? quoted : matcher.group(3));
        }
        return found;
    }

    private void redirect(List<String> words) {
        int arrow = Math.max(words.lastIndexOf(">"), words.lastIndexOf(">>"));
        if (arrow < 0) {
            say(command(words));
        } else if (arrow != words.size() - 2) {
            say("sh: syntax error");
        } else {
            String path = words.get(arrow + 1);
            String text = command(words.subList(0, arrow));
            boolean append = words.get(arrow).equals(">>");
            String before = append ? files.read(path).map(Content.Stored::text).orElse("") : "";
            write(path, Content.Stored.text(before.isEmpty() ? text : before + "\n" + text));
        }
    }

    private void say(String text) {
        if (!text.isEmpty() && guest.hasMemory()) {
            site.life().print(guest, text.replace("\n", "\r\n") + "\r\n");
        }
    }

    private void write(String path, Content.Stored file) {
        if (files.write(path, file) == GuestFiles.Written.DISK_FULL) {
            say("sh: " + path + ": No space left on device");
        }
    }

    private String command(List<String> words) {
        List<String> arguments = words.subList(1, words.size());
        long now = site.world().now();
        return switch (words.get(0)) {
            case "echo" -> String.join(" ", arguments);
            case "hostname" -> guest.machine().hostName();
            case "uptime" ->
                "up " + Duration.ofNanos(guest.machine().uptime(now)).toSeconds() + " seconds";
            case "counter" ->
                Long.toString(
                        guest.machine().uptime(now) / Duration.ofMillis(100).toNanos());
            case "nproc" -> Integer.toString(guest.present().vcpus());
            case "free" -> "total " + guest.present().memory();
            case "cat" -> cat(arguments);
            case "ls" -> list(arguments.isEmpty() ? "/" : arguments.get(0));
            case "rm" -> remove(arguments);
            case "sync", "true" -> "";
            case "cksum" -> checksum(arguments);
            case "fill" -> fill(arguments);
            case "lsblk" -> disks();
            case "ip" -> addresses();
            case "exit", "logout" -> leave();
            case "poweroff" -> stop(Machine.Step.HALT);
            case "reboot" -> stop(Machine.Step.RESTART);
            case "crash" -> crash();
            default -> "sh: " + words.get(0) + ": not found";
        };
    }

    private String cat(List<String> paths) {
        List<String> texts = new ArrayList<>();
        for (String path : paths) {
            texts.add(
                    path.equals("/proc/uptime")
                            ? uptimeSeconds()
                            : files.read(path)
                                    .map(Content.Stored::text)
                                    .orElse("cat: " + path + ": No such file or directory"));
        }
        return String.join("\n", texts);
    }

    private String remove(List<String> paths) {
        paths.forEach(files::remove);
        return "";
    }

    private String uptimeSeconds() {
        return String.format(
                Locale.ROOT, "%.2f", guest.machine().uptime(site.world().now()) / 1e9);
    }

    private String list(String folder) {
        if (folder.equals("/sys/block")) {
            return String.join(
                    "\n",
                    guest.present().slots().stream()
                            .map(slot -> slot.id().value())
                            .toList());
        }
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String path : files.all().keySet()) {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash) + "/");
            }
        }
        return String.join("\n", names);
    }

    private String checksum(List<String> disks) {
        return disks.isEmpty()
                ? "cksum: name a disk"
                : guest.present().slots().stream()
                        .filter(slot -> slot.id().value().equals(disks.get(0)))
                        .flatMap(slot -> slot.volume().flatMap(site::volume).stream())
                        .map(volume -> volume.content().digest().orElse("was not imported"))
                        .findFirst()
                        .orElse("cksum: no such disk");
    }

    private String fill(List<String> arguments) {
        if (arguments.isEmpty()) {
            return "fill: how much, and into which file?";
        }
        try {
            long bytes = Memory.parse(arguments.get(0)).bytes();
            write(arguments.size() > 1 ? arguments.get(1) : "/filler", Content.Stored.filler(bytes));
            return "";
        } catch (IllegalArgumentException e) {
            return "fill: " + e.getMessage();
        }
    }

    private String disks() {
        List<String> rows = new ArrayList<>();
        for (Configuration.Slot slot : guest.present().slots()) {
            String size = slot.volume()
                    .flatMap(site::volume)
                    .map(volume -> Long.toString(volume.capacity().bytes()))
                    .orElse("0");
            rows.add(slot.id() + " " + size + (slot.readOnly() ? " ro" : " rw"));
        }
        return String.join("\n", rows);
    }

    private String addresses() {
        List<String> rows = new ArrayList<>();
        for (Configuration.Card card : guest.present().cards()) {
            rows.add(card.id() + " " + card.mac() + " " + Views.addressOf(card) + " " + card.network());
        }
        return String.join("\n", rows);
    }

    private String leave() {
        guest.machine().terminal().loggedIn(false);
        return "";
    }

    private String stop(Machine.Step how) {
        site.life().stopSoon(guest, how);
        return "";
    }

    private String crash() {
        site.life().crash(guest);
        return "";
    }
}
