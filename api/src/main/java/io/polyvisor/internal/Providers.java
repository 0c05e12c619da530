package io.polyvisor.internal;

import io.polyvisor.spi.BackendProvider;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The backends on the class path or module path, by scheme. */
final class Providers {
    private final Map<String, BackendProvider> byScheme = new TreeMap<>();

    Providers() {
        for (BackendProvider provider :
                ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())) {
            provider.schemes().forEach(scheme -> claim(scheme, provider));
        }
    }

    Optional<BackendProvider> of(String scheme) {
        return Optional.ofNullable(byScheme.get(scheme));
    }

    Set<String> schemes() {
        return byScheme.keySet();
    }

    private void claim(String scheme, BackendProvider provider) {
        BackendProvider other = byScheme.putIfAbsent(scheme, provider);
        if (other != null) {
            throw new IllegalStateException("two backends serve " + scheme + "://: " + other.description() + ", and "
                    + provider.description() + "; remove one from the class path");
        }
    }
}
