<?php
/**
 * Plugin Name:       Báo Nói
 * Description:       Reads each article aloud: has it read when it is published, and puts "Nghe bài này" at its head.
 * Version:           1.0
 * Requires at least: 5.6
 * Requires PHP:      7.4
 * License:           GPL-3.0-or-later
 *
 * Copy this file to wp-content/plugins/, and put into wp-config.php:
 *
 *     define( 'BAONOI_SERVER', 'https://nghe.bao.example' );
 *     define( 'BAONOI_TOKEN', '…' );  // the server's BAONOI_TOKEN; pages never see it
 *     define( 'BAONOI_VOICE', 'nam' ); // or nu; may be left out
 *
 * The server must be told of the site: baonoi serve --allow-origin https://bao.example
 */

defined( 'ABSPATH' ) || exit;

const BAONOI_TRIES = 4;

/** Where the server is, without its last slash; empty where nobody has said. */
function baonoi_server(): string {
	return defined( 'BAONOI_SERVER' ) ? rtrim( BAONOI_SERVER, '/' ) : '';
}

/** Who reads: nam or nu. */
function baonoi_voice(): string {
	return defined( 'BAONOI_VOICE' ) && 'nu' === BAONOI_VOICE ? 'nu' : 'nam';
}

/** Whether everybody may read that post. */
function baonoi_is_public( $post ): bool {
	return $post && 'post' === $post->post_type && 'publish' === $post->post_status && '' === $post->post_password;
}

/**
 * Have it read once it is published, and again once it is changed. This comes before the post can be
 * seen by others, so it is done in a moment by WordPress's own clock.
 */
function baonoi_published( $new_status, $old_status, $post ): void {
	if ( '' !== baonoi_server() && defined( 'BAONOI_TOKEN' ) && baonoi_is_public( $post ) ) {
		wp_clear_scheduled_hook( 'baonoi_read', array( $post->ID, 1 ) );
		wp_schedule_single_event( time() + 5, 'baonoi_read', array( $post->ID, 1 ) );
	}
}
add_action( 'transition_post_status', 'baonoi_published', 10, 3 );

/** Hand the post's address over. What fails is tried again later: after 1, 4 and 9 minutes. */
function baonoi_read( $id, $try ): void {
	if ( ! baonoi_is_public( get_post( $id ) ) ) {
		return;
	}
	$answer = wp_remote_post(
		baonoi_server() . '/v1/read',
		array(
			'timeout' => 30,
			'headers' => array(
				'Content-Type'  => 'application/json',
				'Authorization' => 'Bearer ' . BAONOI_TOKEN,
			),
			'body'    => wp_json_encode(
				array(
					'url'   => get_permalink( $id ),
					'voice' => baonoi_voice(),
				)
			),
		)
	);
	$status = wp_remote_retrieve_response_code( $answer );
	if ( 202 === $status ) {
		return;
	}
	$told = is_wp_error( $answer ) ? $answer->get_error_message() : $status . ' ' . wp_remote_retrieve_body( $answer );
	error_log( "Báo Nói: post $id is not read: $told" );
	if ( $try < BAONOI_TRIES ) {
		wp_schedule_single_event( time() + 60 * $try * $try, 'baonoi_read', array( $id, $try + 1 ) );
	}
}
add_action( 'baonoi_read', 'baonoi_read', 10, 2 );

/** The button, at the head of an article that is shown alone. */
function baonoi_button( $content ) {
	$shown = is_singular( 'post' ) && in_the_loop() && is_main_query();
	if ( '' === baonoi_server() || ! $shown || ! baonoi_is_public( get_post() ) ) {
		return $content;
	}
	$script = sprintf(
		'<script src="%s" data-voice="%s" async></script>',
		esc_url( baonoi_server() . '/listen.js' ),
		esc_attr( baonoi_voice() )
	);
	return $script . $content;
}
add_filter( 'the_content', 'baonoi_button' );
