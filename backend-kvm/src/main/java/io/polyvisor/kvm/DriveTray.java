package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;
import io.polyvisor.spi.DriverException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Changes what is in a drive, in spite of a tray that libvirt believes open and QEMU knows to be shut.
 *
 * <p>A reset of the drive shuts its tray without an event, and firmware resets drives a second long after each start. When that
 * falls between libvirt's "open" and its "take out", libvirt never opens that tray again, and every later change fails. So the tray
 * is opened past libvirt, which makes both agree.
 */
final class DriveTray {
    private static final int ATTEMPTS = 8;
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_.-]+");

    private final GuestCall guest;
    private final Optional<String> alias;

    /** {@code drive} is the drive's element in the live definition. */
    DriveTray(GuestCall guest, Xml drive) {
        this.guest = guest;
        this.alias =
                drive.text("alias/@name").filter(name -> ALIAS.matcher(name).matches());
    }

    void update(String xml, int affect) {
        for (int attempt = 1; ; attempt++) {
            try {
                guest.send(() -> guest.domain().config().updateDevice(xml, affect));
                return;
            } catch (DriverException failure) {
                boolean disagree = failure.fault().message().contains("is not open");
                if (!disagree || alias.isEmpty() || attempt == ATTEMPTS) {
                    throw failure;
                }
                open(alias.get());
            }
        }
    }

    private void open(String device) {
        guest.send(() -> {
            String reply = guest.domain()
                    .probes()
                    .monitor("{\"execute\":\"blockdev-open-tray\",\"arguments\":{\"id\":\"" + device + "\"}}");
            assert reply.startsWith("{");
        });
    }
}
