//! Golden values of keys, streams and words, from `golden.py` beside this file.

use contingent::draw::{GROUP, Key, Purpose, Stream, TRIALS, chacha, collision, high, machines, uniform};

#[test]
fn chacha8_gives_the_published_key_stream() {
    // 256-bit key of zeros, nonce of zeros, 8 rounds: draft-strombergson-chacha-test-vectors-01, TC1
    let published = "3e00ef2f895f40d67f5bb8e81f09a5a12c840ec3ce9a7f3b181be188ef711a1e\
                     984ce172b9216f419f445367456d5619314a42a3da86b001387bfdb80e0cfe42";
    let block = chacha::block(&Key::from_bytes([0; 32]), Stream::from_number(0), 0);
    let hex: String = block
        .iter()
        .flat_map(|half| half.to_le_bytes())
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hex, published);
}

#[test]
fn a_seed_gives_its_key() {
    let hex: String = Key::new(1).bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "027cf43d0c3e9c55e577f15c5983036673f2d1ba86384a42048e70f315e2dc11");
}

const PLACES: [u64; 9] = [0, 1, 31, 32, 511, 512, 48213, (1 << 40) + 5, TRIALS - 1];

const GOLDEN: [(&str, Purpose, u32, u64, [u64; 9]); 4] = [
    (
        "troops",
        Purpose::Draw,
        0,
        0x896623505461f066,
        [
            0xfdea4dc88a72de95,
            0x4bda20ea4c86ec61,
            0x57ab756c6ba4ab84,
            0x7832b3381080ba72,
            0x27cda6c4aef1fdb4,
            0x2b35179846f483ba,
            0x07039322b8542927,
            0xd842595dacdbe15a,
            0x6acd4c8bf9434de3,
        ],
    ),
    (
        "troops",
        Purpose::Initial,
        0,
        0x9f84dad1a2ac942b,
        [
            0x5828041b815e85a8,
            0xa18ffb0b1d19ef8c,
            0x94786cfa152fa1fb,
            0xf1a005d6ef0d5260,
            0x91e8bdd7a4bd2364,
            0x0e8ac14539b7ea03,
            0xfad7c66629baa6cf,
            0xa0959f5a20c93dbe,
            0x36811455eaa157e5,
        ],
    ),
    (
        "troops",
        Purpose::Draw,
        7,
        0x132eb408aabb563f,
        [
            0xeb2c0dda2c47becb,
            0xe974850f026bda62,
            0xab57c30e86045a55,
            0xa0a9c2836049e9cf,
            0x31e2c006e9a78e74,
            0x0fc8da4bf4240d94,
            0x0b2cd3aeed5d42fb,
            0x79f128e38d733cab,
            0x0573f44bc1ade74b,
        ],
    ),
    (
        "wojna-ўі",
        Purpose::Doubt,
        u32::MAX,
        0x917fe443296afaa9,
        [
            0x880bfad0da3afe3d,
            0xb5c9f22d3be188e0,
            0xe4fedf039ea84add,
            0x8a19288f29b97894,
            0xbf7ed09d569d4164,
            0x646a2da982bc3708,
            0x838888646a8f7ab9,
            0xac4285121b4aeef0,
            0x1f4daac76977a749,
        ],
    ),
];

#[test]
fn addresses_give_their_golden_words() {
    let key = Key::new(1);
    for (id, purpose, step, number, words) in GOLDEN {
        let stream = Stream::new(id, purpose, step);
        assert_eq!(stream.number(), number, "{id} {purpose:?} {step}");
        for (trial, word) in PLACES.into_iter().zip(words) {
            assert_eq!(key.word(stream, trial), word, "{id} {purpose:?} {step} trial {trial}");
        }
    }
}

#[test]
fn planes_hold_the_words_of_their_trials_for_any_batch() {
    let key = Key::new(1);
    let (id, purpose, step, _, _) = GOLDEN[2];
    let stream = Stream::new(id, purpose, step);
    for arch in machines() {
        for first in [
            0,
            47616,
            (1 << 32) * 16 - 512,
            (1 << 32) * 32 - 1024,
            (1 << 40),
            TRIALS - 4096,
        ] {
            for length in [1, 33, 512, 700, 2048, 4096] {
                for plane in 0..4 {
                    let mut column = vec![0; length];
                    key.fill_plane(arch, stream, plane, first, &mut column);
                    for lane in (0..length).step_by(37).chain([length - 1]) {
                        let word = key.word(stream, first + lane as u64);
                        let expected = (word >> (48 - 16 * plane)) as u16;
                        assert_eq!(
                            column[lane], expected,
                            "{arch:?} first {first} lane {lane} plane {plane}"
                        );
                    }
                }
            }
        }
        let mut whole = vec![0; 16 * GROUP];
        key.fill_plane(arch, stream, 0, 0, &mut whole);
        for groups in [1, 2, 3, 5, 16] {
            let mut parts = vec![0; 16 * GROUP];
            for (i, part) in parts.chunks_mut(groups * GROUP).enumerate() {
                key.fill_plane(arch, stream, 0, (i * groups * GROUP) as u64, part);
            }
            assert!(parts == whole, "{arch:?} in batches of {groups} groups");
        }
    }
}

#[test]
fn uniforms_lie_strictly_between_0_and_1() {
    assert_eq!(uniform(0), 0.5 / (1u64 << 52) as f64);
    assert_eq!(uniform(u64::MAX), 1.0 - 0.5 / (1u64 << 52) as f64);
    assert!(uniform(u64::MAX) < 1.0 && uniform(0) > 0.0);
    assert_eq!(uniform(1 << 63), 0.5 + 0.5 / (1u64 << 52) as f64);
    assert_eq!(high(0xfdea_4dc8_8a72_de95), 0xfdea);
}

#[test]
fn equal_streams_are_found() {
    let number = Stream::from_number;
    assert_eq!(collision(&[number(3), number(1), number(2)]), None);
    assert_eq!(collision(&[number(3), number(1), number(2), number(1)]), Some((1, 3)));
    assert_eq!(collision(&[]), None);
}

#[test]
fn no_two_addresses_are_written_alike() {
    // an id that ends like another's purpose and step, and ids that are each other's beginnings
    let names = ["a", "a\0", "a\0\0\0\0\0", "aa", "", "\0"];
    let purposes = [Purpose::Draw, Purpose::Initial, Purpose::Doubt];
    let streams: Vec<Stream> = names
        .iter()
        .flat_map(|name| purposes.map(|purpose| [0, 1, 256].map(|step| Stream::new(name, purpose, step))))
        .flatten()
        .collect();
    assert_eq!(collision(&streams), None);
}
