//! Contours of a grid: where a level lies between its points, as lines through places counted in cells.

use crate::chart::scene::Point;

/// Values by column and row.
pub(super) struct Field<'a> {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) value: &'a dyn Fn(usize, usize) -> f64,
}

/// A stretch of a contour.
pub(super) type Stretch = (Point, Point);

impl Field<'_> {
    /// Smooth: between four neighbours the values are taken to change evenly (marching squares; Lorensen and Cline 1987 in two dimensions, where
    /// the mean decides a saddle). Beyond the outer points they stay as they are, as the cells' colours do. Places are in cells: the middle of
    /// the first is 0.5.
    pub(super) fn smooth(&self, level: f64) -> Vec<Stretch> {
        let mut found = Vec::new();
        let (columns, rows) = (self.columns as isize, self.rows as isize);
        for i in -1..columns {
            for j in -1..rows {
                self.square(i, j, level, &mut found);
            }
        }
        found
    }

    fn at(&self, i: isize, j: isize) -> f64 {
        let inside = |place: isize, count: usize| place.clamp(0, count as isize - 1) as usize;
        (self.value)(inside(i, self.columns), inside(j, self.rows))
    }

    /// Where a corner lies, held within the grid.
    fn corner(&self, i: isize, j: isize) -> Point {
        (
            (i as f64 + 0.5).clamp(0.0, self.columns as f64),
            (j as f64 + 0.5).clamp(0.0, self.rows as f64),
        )
    }

    fn square(&self, i: isize, j: isize, level: f64, found: &mut Vec<Stretch>) {
        let corners = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
        let values = corners.map(|(i, j)| self.at(i, j));
        let is_above = values.map(|value| value >= level);
        let cut = |a: usize, b: usize| -> Point {
            let (from, to) = (
                self.corner(corners[a].0, corners[a].1),
                self.corner(corners[b].0, corners[b].1),
            );
            let span = values[b] - values[a];
            let part = if span == 0.0 {
                0.5
            } else {
                ((level - values[a]) / span).clamp(0.0, 1.0)
            };
            (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1))
        };
        let cuts: Vec<Point> = (0..4)
            .filter(|side| is_above[*side] != is_above[(side + 1) % 4])
            .map(|side| cut(side, (side + 1) % 4))
            .collect();
        match cuts.as_slice() {
            [from, to] => found.push((*from, *to)),
            [a, b, c, d] => {
                let middle = 0.25 * values.iter().sum::<f64>() >= level;
                if middle == is_above[0] {
                    found.extend([(*a, *b), (*c, *d)]);
                } else {
                    found.extend([(*d, *a), (*b, *c)]);
                }
            }
            _ => {}
        }
    }

    /// Stepped: along the borders of cells of which one lies below and the other does not. It crosses no cell, so numbers stay readable.
    pub(super) fn stepped(&self, differ: impl Fn(f64, f64) -> bool) -> Vec<Stretch> {
        let mut found = Vec::new();
        for i in 0..self.columns {
            for j in 0..self.rows {
                let here = (self.value)(i, j);
                let (x, y) = (i as f64 + 1.0, j as f64 + 1.0);
                if i + 1 < self.columns && differ(here, (self.value)(i + 1, j)) {
                    found.push(((x, y - 1.0), (x, y)));
                }
                if j + 1 < self.rows && differ(here, (self.value)(i, j + 1)) {
                    found.push(((x - 1.0, y), (x, y)));
                }
            }
        }
        found
    }
}
