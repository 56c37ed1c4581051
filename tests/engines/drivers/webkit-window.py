#!/usr/bin/python3
"""The smallest browser around Debian's WebKit that WebKitWebDriver can drive: one window, the page and nothing else.

Debian's MiniBrowser would do, but under automation it forgets everything when it ends and cannot be as narrow as a phone.
Started by WebKitWebDriver with: the profile's folder, the folder for downloads, the file that gets the page's console.
"""

import os
import sys

profile, downloads, console = sys.argv[1:4]

# Console messages are printed by WebKit's own processes, which inherit this one's output.
output = os.open(console, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.dup2(output, 1)
os.dup2(output, 2)

import gi  # noqa: E402

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

# On in Safari since 17 or longer, off in WebKitGTK 2.50.
SAFARI_FEATURES = {
    "AccessHandle",
    "AllowWebGLInWorkers",
    "FileSystem",
    "FileSystemWritableStream",
    "MediaStreamTrackProcessing",
    "ScreenOrientationAPI",
    "StorageAPI",
    "StorageAPIEstimate",
}


def settings() -> WebKit2.Settings:
    chosen = WebKit2.Settings(
        enable_media_stream=True,
        enable_mock_capture_devices=True,
        enable_write_console_messages_to_stdout=True,
        media_playback_requires_user_gesture=False,
    )
    features = WebKit2.Settings.get_all_features()
    for index in range(features.get_length()):
        feature = features.get(index)
        if feature.get_identifier() in SAFARI_FEATURES:
            chosen.set_feature_enabled(feature, True)
    return chosen


def allow(_view: WebKit2.WebView, request: WebKit2.PermissionRequest) -> bool:
    """Camera, microphone and storage are granted, as a person would."""
    request.allow()
    return True


def save(_context: WebKit2.WebContext, download: WebKit2.Download) -> None:
    def choose(chosen: WebKit2.Download, name: str) -> bool:
        chosen.set_destination(GLib.filename_to_uri(os.path.join(downloads, name), None))
        return True

    download.connect("decide-destination", choose)


def main() -> None:
    data = WebKit2.WebsiteDataManager(
        base_data_directory=os.path.join(profile, "data"), base_cache_directory=os.path.join(profile, "cache")
    )
    context = WebKit2.WebContext(website_data_manager=data)
    context.set_automation_allowed(True)
    context.set_preferred_languages(["en-US"])
    context.connect("download-started", save)
    window = Gtk.Window(decorated=False, resizable=True)
    window.connect("destroy", Gtk.main_quit)

    def create_view(_session: WebKit2.AutomationSession) -> WebKit2.WebView:
        view = WebKit2.WebView(web_context=context, settings=settings(), is_controlled_by_automation=True)
        view.connect("permission-request", allow)
        view.connect("close", lambda _view: window.destroy())
        window.add(view)
        window.resize(1024, 768)
        window.show_all()
        return view

    def begin(_context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
        info = WebKit2.ApplicationInfo()
        info.set_name("impasto-webkit")
        info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
        session.set_application_info(info)
        session.connect("create-web-view", create_view)

    context.connect("automation-started", begin)
    Gtk.main()


main()
