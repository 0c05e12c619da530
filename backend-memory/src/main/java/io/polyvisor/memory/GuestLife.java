package io.polyvisor.memory;

import io.polyvisor.memory.Machine.Step;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.VolumeId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What guests do by themselves: boot, answer on their serial line, shut down, crash. */
final class GuestLife {
    private static final String INSTANCE = "/var/lib/cloud/instance";

    private final Site site;

    GuestLife(Site site) {
        this.site = site;
    }

    /** Gives a machine its first steps. */
    void boot(Machine machine, long now) {
        long boot = site.pace().boot().toNanos();
        machine.beginBoot(now);
        machine.plan(Step.FIRMWARE, boot / 10, now);
        machine.plan(Step.KERNEL, boot / 3, now);
        machine.plan(Step.READY, boot, now);
    }

    /** Takes the guest's next step. */
    void step(GuestState guest) {
        switch (guest.machine().takeNext()) {
            case FIRMWARE -> print(guest, "Model firmware\r\nBooting from " + bootSource(guest) + "...\r\n");
            case KERNEL -> kernel(guest);
            case READY -> ready(guest);
            case HALT -> halt(guest);
            case RESTART -> boot(guest.machine(), site.world().now());
        }
    }

    /** The power button: heard once the guest listens, never by a deaf one. */
    void askToStop(GuestState guest) {
        Machine machine = guest.machine();
        machine.askToStop();
        if (machine.ready()) {
            stopSoon(guest, Step.HALT);
        }
    }

    /** Asks for another boot; before the guest listens it is lost, as a key that is pressed too early. */
    void askToReboot(GuestState guest) {
        if (guest.machine().ready()) {
            stopSoon(guest, Step.RESTART);
        }
    }

    /** The guest stops or restarts after its services are down. */
    void stopSoon(GuestState guest, Step how) {
        Machine machine = guest.machine();
        if (!machine.plans(Step.HALT) && !machine.plans(Step.RESTART)) {
            print(guest, how == Step.HALT ? "\r\nThe system is going down.\r\n" : "\r\nThe system restarts.\r\n");
            machine.plan(how, site.pace().shutdown().toNanos(), site.world().now());
            site.tell(guest.id());
        }
    }

    void crash(GuestState guest) {
        print(guest, "\r\nKernel panic - not syncing\r\n");
        guest.enter(PowerState.CRASHED, StateReason.FAILED, site.world().now());
        site.tell(guest.id());
    }

    /** Somebody types; a guest that cannot listen now reads it later. */
    void type(GuestState guest, byte[] bytes) {
        guest.machine().terminal().typeAhead(bytes);
        listen(guest);
    }

    /** Reads what was typed, as long as the guest runs and is ready. */
    void listen(GuestState guest) {
        if (!canListen(guest)) {
            return;
        }
        byte[] bytes = guest.machine().terminal().takeTypedAhead();
        for (int i = 0; i < bytes.length; i++) {
            if (!canListen(guest)) {
                keepForLater(guest, bytes, i);
                return;
            }
            press(guest, bytes[i]);
        }
    }

    void print(GuestState guest, String text) {
        guest.machine().terminal().shown(text);
        guest.serial().emit(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What stands on the first disk that can be written; empty when there is none. */
    Optional<VolumeState> root(GuestState guest) {
        return guest.present().disks().stream()
                .filter(slot -> !slot.readOnly())
                .flatMap(slot -> slot.volume().flatMap(site::volume).stream())
                .findFirst();
    }

    private static boolean canListen(GuestState guest) {
        return guest.is(PowerState.RUNNING) && guest.machine().ready();
    }

    private static void keepForLater(GuestState guest, byte[] bytes, int from) {
        if (guest.hasMemory()) {
            byte[] rest = new byte[bytes.length - from];
            System.arraycopy(bytes, from, rest, 0, rest.length);
            guest.machine().terminal().typeAhead(rest);
        }
    }

    private void press(GuestState guest, byte key) {
        Terminal terminal = guest.machine().terminal();
        ByteArrayOutputStream echo = new ByteArrayOutputStream();
        Terminal.Key what = terminal.take(key, echo);
        terminal.shown(echo.toString(StandardCharsets.UTF_8));
        guest.serial().emit(echo.toByteArray());
        switch (what) {
            case TAKEN -> {}
            case CANCELLED -> prompt(guest);
            case LEAVE -> leave(guest);
            case LINE -> line(guest, terminal.takeLine());
        }
    }

    private void line(GuestState guest, String line) {
        Terminal terminal = guest.machine().terminal();
        if (terminal.loggedIn()) {
            new Shell(site, guest).run(line);
        } else if (line.strip().equals("root")) {
            terminal.loggedIn(true);
        } else if (!line.isBlank()) {
            print(guest, "Login incorrect\r\n");
        }
        if (canListen(guest)) {
            prompt(guest);
        }
    }

    void leave(GuestState guest) {
        guest.machine().terminal().loggedIn(false);
        print(guest, "\r\n");
        prompt(guest);
    }

    void prompt(GuestState guest) {
        String host = guest.machine().hostName();
        print(guest, guest.machine().terminal().loggedIn() ? "root@" + host + ":~# " : host + " login: ");
    }

    private void kernel(GuestState guest) {
        if (deaf(guest)) {
            print(guest, "No bootable device.\r\n");
        } else {
            print(
                    guest,
                    "Model kernel, " + guest.present().vcpus() + " CPUs, "
                            + guest.present().memory() + "\r\n");
        }
    }

    private void ready(GuestState guest) {
        if (deaf(guest)) {
            return;
        }
        guest.present().seed().ifPresent(seed -> firstBoot(guest, seed));
        String name = new GuestFiles(site, guest)
                .read("/etc/hostname")
                .map(Content.Stored::text)
                .map(String::strip)
                .orElse("localhost");
        guest.machine().becomeReady(name);
        print(guest, "\r\nModel system on ttyS0\r\n");
        prompt(guest);
        site.tell(guest.id());
        if (guest.machine().askedToStop()) {
            stopSoon(guest, Step.HALT);
        }
        listen(guest);
    }

    private void firstBoot(GuestState guest, SeedSpec seed) {
        GuestFiles files = new GuestFiles(site, guest);
        String instance = guest.id().value();
        if (files.read(INSTANCE).map(Content.Stored::text).equals(Optional.of(instance))) {
            return;
        }
        files.write("/etc/hostname", Content.Stored.text(seed.hostName()));
        if (!seed.authorizedKeys().isEmpty()) {
            files.write("/root/.ssh/authorized_keys", Content.Stored.text(String.join("\n", seed.authorizedKeys())));
        }
        seed.userData().ifPresent(data -> files.write("/var/lib/cloud/user-data", Content.Stored.text(data)));
        files.write(INSTANCE, Content.Stored.text(instance));
    }

    private void halt(GuestState guest) {
        print(guest, "Power down.\r\n");
        guest.enter(PowerState.OFF, StateReason.GUEST, site.world().now());
        site.tell(guest.id());
    }

    private boolean deaf(GuestState guest) {
        return guest.kind() == GuestKind.VIRTUAL_MACHINE
                && bootVolume(guest)
                        .flatMap(site::volume)
                        .filter(volume -> volume.content().software() == Software.DEAF)
                        .isPresent();
    }

    private String bootSource(GuestState guest) {
        return bootVolume(guest).map(VolumeId::key).orElse("the network");
    }

    private Optional<VolumeId> bootVolume(GuestState guest) {
        List<BootDevice> order = guest.present().bootOrder();
        boolean mediumFirst = !order.isEmpty() && order.get(0) == BootDevice.CDROM;
        Optional<VolumeId> medium = first(guest, DiskView.Role.MEDIA);
        Optional<VolumeId> disk = first(guest, DiskView.Role.DISK);
        return (mediumFirst && medium.isPresent()) || disk.isEmpty() ? medium : disk;
    }

    private static Optional<VolumeId> first(GuestState guest, DiskView.Role role) {
        return guest.present().slots().stream()
                .filter(slot -> slot.role() == role)
                .flatMap(slot -> slot.volume().stream())
                .findFirst();
    }
}
