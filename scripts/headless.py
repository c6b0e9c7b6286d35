"""How benchmarks, pictures and tests run Chromium: without a screen, with a file as microphone, on loopback alone."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
]
ALLOW = "--use-fake-ui-for-media-stream"  # the permission prompt is answered with yes
SOUND_BY_ITSELF = "--autoplay-policy=no-user-gesture-required"  # as in Oriel's own window
NO_WEBRTC = "window.RTCPeerConnection = class { constructor() { throw new Error('no network'); } };"
