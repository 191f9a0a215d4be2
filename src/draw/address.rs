//! Keys and streams: the address of a draw, but for its trial number.
//!
//! These bytes are part of format version 1 and never change within it.
use sha2::{Digest, Sha256};

const KEY_LABEL: &[u8] = b"contingent/1 key\0";
const STREAM_LABEL: &[u8] = b"contingent/1 stream\0";

/// The key of the generator: SHA-256 of a label and the seed, little endian.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key([u8; 32]);

impl Key {
    pub fn new(seed: u64) -> Key {
        let mut hash = Sha256::new();
        hash.update(KEY_LABEL);
        hash.update(seed.to_le_bytes());
        Key(hash.finalize().into())
    }

    /// A key by its 32 bytes, to compare the generator with published vectors.
    pub fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// The 32 bytes themselves.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// What a variable's draw is for. A variable has separate luck for each purpose.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Purpose {
    /// The draw of a step, or the only draw of a variable that is drawn once (step 0).
    Draw,
    /// The state before the first step.
    Initial,
    /// An uncertain value of the scenario itself; the trial number is then the number of the world.
    Doubt,
}

impl Purpose {
    fn code(self) -> u8 {
        match self {
            Purpose::Draw => 0,
            Purpose::Initial => 1,
            Purpose::Doubt => 2,
        }
    }
}

/// A stream of the generator: the first 8 bytes, little endian, of SHA-256 over a label, the length of the id in
/// bytes (u64, little endian), the id, the purpose (one byte) and the step (u32, little endian). The encoding is
/// injective, so two addresses share a stream only if the hash collides; see [`collision`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stream(u64);

impl Stream {
    pub fn new(id: &str, purpose: Purpose, step: u32) -> Stream {
        let mut hash = Sha256::new();
        hash.update(STREAM_LABEL);
        hash.update((id.len() as u64).to_le_bytes());
        hash.update(id.as_bytes());
        hash.update([purpose.code()]);
        hash.update(step.to_le_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        let [a, b, c, d, e, f, g, h, ..] = digest;
        Stream(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
    }

    /// A stream by its number, for tests and for printing what [`Stream::number`] gave.
    pub fn from_number(number: u64) -> Stream {
        Stream(number)
    }

    pub fn number(self) -> u64 {
        self.0
    }
}

/// The places of two equal streams in the list, if there are any (the first pair in the order of their numbers).
/// A scenario whose streams collide must not run: the two draws would have the same luck. With a million streams
/// the chance of that is 3e-8.
pub fn collision(streams: &[Stream]) -> Option<(usize, usize)> {
    let mut order: Vec<usize> = (0..streams.len()).collect();
    order.sort_by_key(|&i| (streams[i], i));
    order
        .windows(2)
        .find(|pair| streams[pair[0]] == streams[pair[1]])
        .map(|pair| (pair[0], pair[1]))
}
