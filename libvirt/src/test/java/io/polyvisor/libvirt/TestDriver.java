package io.polyvisor.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Connections to libvirt's in-process test driver, each with a private state of its own. */
final class TestDriver {

    private static final String NODE = """
            <node>
              <domain type='test'>
                <name>first</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
                <memory>8388608</memory><currentMemory>2097152</currentMemory><vcpu>2</vcpu>
                <os><type>hvm</type></os>
                <devices>
                  <disk type='file' device='disk'>
                    <source file='/images/first'/><target dev='vda' bus='virtio'/>
                  </disk>
                  <interface type='network'>
                    <mac address='52:54:00:12:34:56'/><source network='lan'/><target dev='testnet0'/>
                  </interface>
                  <memballoon model='virtio'/>
                </devices>
              </domain>
              <network>
                <name>lan</name><uuid>dd8fe884-6c02-601e-7551-cca97df1c5df</uuid>
                <bridge name='virbr0'/><forward/><ip address='192.168.122.1' netmask='255.255.255.0'/>
              </network>
              <pool type='dir'>
                <name>images</name><uuid>dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566</uuid>
                <target><path>/images</path></target>
              </pool>
            </node>
            """;

    private TestDriver() {}

    static LibvirtConnection connect(Path folder) throws IOException, InterruptedException {
        return connect(folder, ConnectOptions.defaults());
    }

    static LibvirtConnection connect(Path folder, ConnectOptions options) throws IOException, InterruptedException {
        Path node = Files.writeString(folder.resolve("node.xml"), NODE);
        return LibvirtConnection.open(LibvirtUri.parse("test://" + node), options);
    }

    static String domain(String name) {
        return "<domain type='test'><name>" + name
                + "</name><memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>";
    }
}
