"""What stands in docs/examples does what is said of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from baonoi.cli.serve import command

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
WORDPRESS = """<?php
define( 'ABSPATH', '/' );
define( 'BAONOI_SERVER', 'https://nghe.bao.example/' );
define( 'BAONOI_TOKEN', 'bi-mat' );
$told = array();
function add_action( $name, $call ) { global $hooks; $hooks[ $name ] = $call; }
function add_filter( $name, $call ) { add_action( $name, $call ); }
function wp_clear_scheduled_hook( $name, $with ) {}
function wp_schedule_single_event( $at, $name, $with ) {
    global $told; $told[] = array( 'later', $at - time(), $name, $with );
}
function get_post( $id = 7 ) { global $post; return $post; }
function get_permalink( $id ) { return "https://bao.example/?p=$id"; }
function wp_json_encode( $data ) { return json_encode( $data ); }
function wp_remote_post( $url, $with ) { global $told; return $told[] = array( $url, $with ); }
function wp_remote_retrieve_response_code( $answer ) { global $status; return $status; }
function wp_remote_retrieve_body( $answer ) { return '{"code": "token-wrong"}'; }
function is_wp_error( $answer ) { return false; }
function is_singular( $type ) { return true; }
function in_the_loop() { return true; }
function is_main_query() { return true; }
function esc_url( $url ) { return htmlspecialchars( $url ); }
function esc_attr( $text ) { return htmlspecialchars( $text ); }
$post = (object) array(
    'ID' => 7, 'post_type' => 'post', 'post_status' => 'publish', 'post_password' => '',
);
ini_set( 'error_log', '/dev/null' );
require $argv[1];
$hooks['transition_post_status']( 'publish', 'draft', $post );
$status = 202;
$hooks['baonoi_read']( 7, 1 );
$status = 401;
$hooks['baonoi_read']( 7, 3 );
$hooks['baonoi_read']( 7, 4 );
$told[] = $hooks['the_content']( '<p>Bài.</p>' );
$post->post_password = 'x';
$hooks['transition_post_status']( 'publish', 'draft', $post );
$hooks['baonoi_read']( 7, 1 );
$told[] = $hooks['the_content']( '<p>Bài.</p>' );
echo json_encode( $told );
"""


def test_the_plug_in_for_wordpress(tmp_path: Path) -> None:
    php = shutil.which("php")
    if php is None:
        pytest.skip("no PHP on this system (Debian: apt install php-cli)")
    plug_in = str(EXAMPLES / "bao-noi.php")
    subprocess.run([php, "-l", plug_in], check=True, capture_output=True, timeout=60)
    stand_ins = tmp_path / "wordpress.php"
    stand_ins.write_text(WORDPRESS, encoding="utf-8")
    done = subprocess.run(
        [php, str(stand_ins), plug_in], check=True, capture_output=True, timeout=60
    )
    scheduled, (url, sent), failed, later, last, button, nothing = json.loads(done.stdout)
    assert scheduled == ["later", 5, "baonoi_read", [7, 1]]
    assert url == "https://nghe.bao.example/v1/read"
    assert sent["headers"]["Authorization"] == "Bearer bi-mat"
    assert json.loads(sent["body"]) == {"url": "https://bao.example/?p=7", "voice": "nam"}
    assert failed == last == [url, sent]
    assert later == ["later", 540, "baonoi_read", [7, 4]]
    tag = '<script src="https://nghe.bao.example/listen.js" data-voice="nam" async></script>'
    assert button == f"{tag}<p>Bài.</p>"
    assert nothing == "<p>Bài.</p>"


def test_the_unit_of_systemd(tmp_path: Path) -> None:
    systemd = shutil.which("systemd-analyze")
    if systemd is None:
        pytest.skip("no systemd on this system")
    text = (EXAMPLES / "baonoi-serve.service").read_text(encoding="utf-8")
    unit = tmp_path / "baonoi-serve.service"
    unit.write_text(text.replace("/opt/baonoi/bin/baonoi", "/bin/true"), encoding="utf-8")
    done = subprocess.run(
        [systemd, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def orders() -> list[list[str]]:
    """How the server is started in the unit, in the compose file, and on the page for papers."""
    unit = (EXAMPLES / "baonoi-serve.service").read_text(encoding="utf-8")
    started = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    compose = (EXAMPLES / "compose.yaml").read_text(encoding="utf-8")
    listed = compose.partition("- serve")[2].partition("environment:")[0]
    page = (EXAMPLES.parent / "cms.md").read_text(encoding="utf-8")
    told = next(line for line in page.splitlines() if line.startswith("$ BAONOI_TOKEN"))
    return [
        started.partition(" serve ")[2].split(),
        [line.strip().removeprefix("- ") for line in listed.split("\n") if line.strip()],
        told.partition(" serve ")[2].split(),
    ]


@pytest.mark.parametrize("order", orders(), ids=("systemd", "compose", "page"))
def test_the_server_knows_those_options(order: list[str]) -> None:
    told = command.make_context("serve", order).params
    assert told["base_url"] == "https://nghe.bao.example"
    assert told["origins"] == ("https://bao.example",)
    assert told["offline"]
