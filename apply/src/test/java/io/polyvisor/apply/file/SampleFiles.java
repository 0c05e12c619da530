package io.polyvisor.apply.file;

/** Files that are right, and hold every key. */
final class SampleFiles {
    static final String SITE = """
            site: school
            currency: GBP
            endpoints:
              central:
                uri: vsphere://vcenter.example.org/School
                credentials: {user: placer, password-env: VC_PASSWORD}
                class: central
                location: library
                pool: central
                cost: {guest-year: 365}
                networks: {10: servers, 20: lab}
                images: {linux: images/linux.vmdk}
                new-disks-in: images
              kvm1:
                uri: qemu+ssh://root@kvm1.example.org/system
                class: in-house
                location: forum
                pool: forum
                cost: {guest-year: 150, host-year: 49.50}
                networks: {10: servers}
                images: {linux: nfs/linux.qcow2}
                overcommit: 1.5
                fence: [ipmitool, -H, "{host}-bmc", power, "off"]
                attest: {vlans: [20]}
              paper:
                kind: qemu
                pool: forum
                networks: {10: servers, 20: lab}
            hosts:
              kvm1: {overcommit: 2, vlans: [10, 20], storages: [nfs], state: maintenance}
              paper: {memory: 64G, cpus: 16, cpu-vendor: GenuineIntel}
              paper/two: {memory: 32G, cpus: 8, pool: spare, state: "off"}
            pools:
              forum: {failures: 1, live-across-vendors: false}
              spare: {}
            storages:
              nfs: {shared: true, on: {kvm1: images, paper: images}}
            guests:
              old: {memory: 4G, vcpus: 2, "on": paper, disks: [{size: 20G, storage: nfs}], vlans: [10], moves: cold}
              new: {memory: 1G, running: false, tags: {team: lab}}
            groups:
              - {name: both, apart: [old, new]}
            """;

    static final String SERVICES = """
            defaults:
              vlans: [10]
              image: linux
              disks: [20G]
              seed: {authorized-keys: ssh-ed25519 AAAA}
            services:
              web:
                vcpus: 2
                memory: 4G
                protection: protected
                cpu-vendor: GenuineIntel
                description: what people see
                tags: {team: web}
              db:
                memory: 8G
                disks: [20G, {size: 100G, storage: nfs}]
                pins: {hosts: [kvm1], never: [paper/two]}
                seed: {host-name: db.example.org, user-data: "#cloud-config"}
              batch: {memory: 1G, image: linux, pins: {endpoints: [central, kvm1], locations: [forum]}}
            groups:
              - name: pair
                apart: [web, db]
            """;

    static final String POLICY = """
            name: ours
            rules:
              - name: lab machines stay in the forum
                when: {tags: {team: lab}, name: "build-*"}
                location: forum
              - name: what matters is central
                when: {protection: [protected, restart-if-possible]}
                class: central
                endpoint: [central]
              - name: the rest
                class: [in-house, central]
            fill: pack
            reserve: {memory: 10%, vcpus: 5, failures: 1}
            budget: 4000.50
            """;

    private SampleFiles() {}
}
