package io.polyvisor.libvirt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.polyvisor.testbed.LibvirtHost;

/** Private libvirt hosts for tests, and connections to them. */
final class RealHost {

    private RealHost() {}

    static void require() {
        assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> String.valueOf(LibvirtHost.availability().obstacle()));
    }

    static LibvirtHost start(String name) {
        require();
        return LibvirtHost.start(name);
    }

    static LibvirtConnection connect(LibvirtHost host) throws InterruptedException {
        return connect(host, ConnectOptions.defaults());
    }

    static LibvirtConnection connect(LibvirtHost host, ConnectOptions options) throws InterruptedException {
        return LibvirtConnection.open(LibvirtUri.parse(host.uri()), options);
    }

    static String volume(String name, long bytes, String format) {
        Xml volume = Xml.create("volume");
        volume.add("name", name);
        volume.add("capacity").setText(bytes).attribute("unit", "bytes");
        volume.ensure("target/format").attribute("type", format);
        return volume.write();
    }
}
