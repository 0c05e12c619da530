package io.polyvisor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Texts for {@code polyvisor help TOPIC}. */
final class HelpTopics {
    private static final String CONFIG = """
            polyvisor.yaml is looked for at --config, $POLYVISOR_CONFIG, ./polyvisor.yaml and
            ~/.config/polyvisor/polyvisor.yaml; the first that is there is read.

            defaults:
              endpoint: kvm1                  # meant when none is named
              timeout: 5m                     # for operations
              output: table                   # or json
            endpoints:
              kvm1:
                uri: qemu+ssh://root@kvm1/system
                mode: owned                   # read-only, owned (default) or all
              kvm2:
                uri: qemu+tls://kvm2/system
                credentials:                  # references only, never secrets
                  user: admin                 # or user-env: VARIABLE
                  password-env: KVM2_PASSWORD # or password-file: PATH (chmod 600)
                ca-file: ca.pem               # trusted instead of the system's authorities
                fingerprint: 3a7b...          # or trust exactly this certificate
                read-timeout: 20s
              central:
                uri: vsphere://vcenter.example/Berlin?cluster=Production&datastore=fast
                credentials: {user: operator@vsphere.local, password-file: ~/.vcenter-password}
                fingerprint: 9f0e...          # or ca-file; else the system's authorities
              lab:
                uri: memory:///demo

            An endpoint that is given by its address takes POLYVISOR_USER, POLYVISOR_PASSWORD and
            POLYVISOR_CA_FILE or POLYVISOR_FINGERPRINT from the environment. The options --user,
            --password-file, --ca-file and --fingerprint go before both.""";

    private static final String SPEC = """
            A guest's spec, for polyvisor create -f FILE. Only name is needed.

            name: db1
            kind: virtual-machine             # or container
            vcpus: 2
            max-vcpus: 4                      # to how many it may grow while it runs
            memory: 4GiB
            max-memory: 8GiB
            disks:
              - new: 20GiB                    # an empty volume
                in: images                    # which storage
                provisioning: thin            # or thick
              - image: images/debian.qcow2    # a volume made from an image
                mode: full                    # or linked
                size: 30GiB                   # grown to that
              - volume: images/data.raw       # a volume that is there already
                read-only: true
            nics:
              - network: servers
                mac: 52:54:00:12:34:56        # chosen if left out
            boot: [cdrom, disk]               # disk, cdrom, network
            media: images/debian-12.iso
            drive: true                       # a drive, even without a medium
            seed:
              host-name: db1
              ssh-keys: [ssh-ed25519 AAAA...]
              user-data-file: user-data.yaml  # or user-data: text
            host: host-2                      # where an endpoint has several
            autostart: true
            protection: protected             # restart-if-possible, do-not-restart (default)
            tags: {team: web}
            description: the shop's database""";

    private static final String ADDRESSES = """
            Endpoints
              qemu:///system                  libvirt on this machine
              qemu+ssh://user@host/system     over SSH
              qemu+tls://host/system          over TLS
              qemu+tcp://host/system          unencrypted; needs --insecurely-allow-plaintext
              vsphere://host                  vCenter, or an ESXi host by itself
              vsphere://host/DATACENTER       that datacenter only; where new guests go:
                                              ?cluster= host= folder= pool= datastore= network=
              memory:///demo                  the reference model, in this process only
              NAME                            from the configuration file
            Guests
              GUEST                           by its name, on the only, default or -c endpoint
              ENDPOINT/GUEST                  on that endpoint of the configuration file or of -c
              id:3f2a9c1e                     by its id, or a beginning of it that is unique
            Volumes
              STORAGE/VOLUME""";

    static final Map<String, String> TEXTS = new TreeMap<>(Map.of(
            "config",
            CONFIG,
            "spec",
            SPEC,
            "addresses",
            ADDRESSES,
            "site",
            shipped("site.yaml"),
            "services",
            shipped("services.yaml"),
            "policy",
            shipped("policy.yaml")));

    private HelpTopics() {}

    /** The files that the demonstration uses. */
    private static String shipped(String file) {
        try (InputStream in = HelpTopics.class.getResourceAsStream("demo/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not where it was shipped", e);
        }
    }

    static String text(String topic) {
        return Objects.requireNonNull(TEXTS.get(topic), topic);
    }
}
