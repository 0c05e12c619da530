package io.polyvisor.libvirt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.polyvisor.testbed.LibvirtHost;
import java.nio.file.Path;

/** Private libvirt hosts for tests, and connections to them. */
final class RealHost {

    private RealHost() {}

    static LibvirtHost start(String name) {
        assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> String.valueOf(LibvirtHost.availability().obstacle()));
        return LibvirtHost.start(name);
    }

    static LibvirtConnection connect(LibvirtHost host) throws InterruptedException {
        return connect(host, ConnectOptions.defaults());
    }

    static LibvirtConnection connect(LibvirtHost host, ConnectOptions options) throws InterruptedException {
        return LibvirtConnection.open(LibvirtUri.parse(host.uri()), options);
    }

    static PoolHandle pool(LibvirtConnection connection, String name, Path folder) {
        Xml pool = Xml.create("pool").attribute("type", "dir");
        pool.add("name", name);
        pool.ensure("target/path").setText(folder.toString());
        PoolHandle handle = connection.storage().definePool(pool.write());
        handle.build();
        handle.create();
        return handle;
    }

    static String volume(String name, long bytes, String format) {
        Xml volume = Xml.create("volume");
        volume.add("name", name);
        volume.add("capacity").setText(bytes).attribute("unit", "bytes");
        volume.ensure("target/format").attribute("type", format);
        return volume.write();
    }
}
