package io.polyvisor.vsphere;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where a datastore's file is found over HTTP. */
final class FolderUrl {
    private FolderUrl() {}

    /** Path and query; {@code datacenter} is the datacenter's path below the root folder. */
    static String of(DatastorePath file, String datacenter) {
        String path = Arrays.stream(file.path().split("/", -1))
                .map(FolderUrl::encoded)
                .collect(Collectors.joining("/"));
        return "/folder/" + path + "?dcPath=" + encoded(datacenter) + "&dsName=" + encoded(file.datastore());
    }

    /** A blank is a plus in forms only. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
