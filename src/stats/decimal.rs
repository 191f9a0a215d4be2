//! Decimal rounding of floats as a reader would do it: on the digits they are written with.

/// A non-negative number in decimal digits: 0.d₁d₂d₃… × 10^`point`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: Vec<u8>,
    point: i32,
}

/// Which way a number is rounded that lies between two printed ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Towards {
    /// The nearer one; the upper from the middle.
    Nearest,
    /// The upper one.
    Up,
}

impl Decimal {
    /// The size of a finite float, by its shortest digits that read back as it, × 10^`shift`: so that 0.285
    /// of all is 28.5 per cent, and not a little less. Zero for what is not finite.
    pub(super) fn new(value: f64, shift: i32) -> Self {
        if value == 0.0 || !value.is_finite() {
            return Self {
                digits: Vec::new(),
                point: 0,
            };
        }
        let written = format!("{:e}", value.abs());
        let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        let digits = digits
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0')
            .collect();
        Self {
            digits,
            point: exponent + 1 + shift,
        }
    }

    /// The quotient of two counts in per cent, to far more digits than are printed, and marked by a last
    /// digit of 1 if there are more: enough to round it as the exact quotient.
    pub(super) fn per_cent(k: u64, n: u64) -> Self {
        let (mut rest, n) = (u128::from(k) * 100, u128::from(n.max(1)));
        let mut digits: Vec<u8> = (rest / n).to_string().bytes().map(|digit| digit - b'0').collect();
        let point = digits.len() as i32;
        rest %= n;
        for _ in 0..40 {
            rest *= 10;
            digits.push((rest / n) as u8);
            rest %= n;
        }
        digits.push(u8::from(rest > 0));
        Self { digits, point }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|&&digit| digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    /// The power of ten of the first digit; none for zero.
    pub(super) fn exponent(&self) -> Option<i32> {
        (!self.digits.is_empty()).then_some(self.point - 1)
    }

    /// The first digit; 0 for zero.
    pub(super) fn first_digit(&self) -> u8 {
        self.digits.first().copied().unwrap_or(0)
    }

    /// Rounded to `decimals` places after the point; before it, if negative.
    pub(super) fn round(&self, decimals: i32, towards: Towards) -> Self {
        let keep = self.point + decimals;
        let Ok(keep) = usize::try_from(keep) else {
            // Every digit lies below the last place: nothing, or one unit of that place.
            let up = towards == Towards::Up && !self.digits.is_empty();
            let digits = if up { vec![1] } else { Vec::new() };
            return Self {
                digits,
                point: 1 - decimals,
            }
            .trimmed();
        };
        if keep >= self.digits.len() {
            return self.clone();
        }
        let up = match towards {
            Towards::Nearest => self.digits[keep] >= 5,
            Towards::Up => true,
        };
        let mut digits = self.digits[..keep].to_vec();
        let mut point = self.point;
        if up {
            // A run of nines becomes zeros, and the digit before it goes up.
            let nines = digits.iter().rev().take_while(|&&digit| digit == 9).count();
            let from = digits.len() - nines;
            digits[from..].fill(0);
            match from.checked_sub(1) {
                Some(last) => digits[last] += 1,
                None => {
                    digits.insert(0, 1);
                    point += 1;
                }
            }
        }
        Self { digits, point }.trimmed()
    }

    /// 100 less itself, for a number from 0 to 100.
    pub(super) fn short_of_hundred(&self) -> Self {
        let places = (self.digits.len() as i32 - self.point).max(0) as usize;
        // 100 as that many digits, less ours, by schoolbook subtraction.
        let mut left = vec![0_u8; 3 + places];
        left[0] = 1;
        let start = left.len() as i32 - places as i32 - self.point;
        let mut result: Vec<i8> = left.iter().map(|&digit| digit as i8).collect();
        for (index, &digit) in self.digits.iter().enumerate() {
            if let Some(place) = usize::try_from(start + index as i32)
                .ok()
                .and_then(|at| result.get_mut(at))
            {
                *place -= digit as i8;
            }
        }
        for index in (1..result.len()).rev() {
            if result[index] < 0 {
                result[index] += 10;
                result[index - 1] -= 1;
            }
        }
        let digits = result.into_iter().map(|digit| digit.max(0) as u8).collect();
        Self { digits, point: 3 }.trimmed()
    }

    /// Written with `decimals` places (none if negative) and a comma at the thousands; rounded already.
    pub(super) fn write(&self, decimals: i32) -> String {
        let digit_at = |power: i32| {
            let index = usize::try_from(self.point - 1 - power).ok();
            index
                .and_then(|index| self.digits.get(index))
                .map_or('0', |digit| (b'0' + digit) as char)
        };
        let mut text = String::new();
        for power in (0..self.point.max(1)).rev() {
            text.push(digit_at(power));
            if power > 0 && power % 3 == 0 {
                text.push(',');
            }
        }
        if decimals > 0 {
            text.push('.');
            text.extend((1..=decimals).map(|place| digit_at(-place)));
        }
        text
    }

    /// The decimals it takes to write all of it.
    pub(super) fn places(&self) -> i32 {
        (self.digits.len() as i32 - self.point).max(0)
    }

    /// Whether it is zero.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Whether it is at least `whole`, a number from 0 to 1,000.
    pub(super) fn at_least(&self, whole: u32) -> bool {
        self.value(0) >= f64::from(whole)
    }

    /// The float nearest to it × 10^`shift`.
    pub(super) fn value(&self, shift: i32) -> f64 {
        let digits: String = self.digits.iter().map(|digit| (b'0' + digit) as char).collect();
        format!("0.{digits}0e{}", self.point + shift).parse().unwrap_or(0.0)
    }
}
