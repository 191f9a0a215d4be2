//! Looking things up in a model by id, and what readers are shown for an id.

use super::element::{
    Alternative, Answer, Assumption, Branch, Claim, Condition, Model, Name, Quantity, Question, Source, Variable,
};

/// An id made readable: `troops_sent` becomes `Troops sent`.
pub fn readable(id: &str) -> String {
    let words = id.replace(['_', '-'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

impl Name {
    /// What readers are shown: the title, or the id made readable.
    pub fn title_or_id(&self) -> String {
        title_or_id(&self.title, &self.id)
    }
}

impl Branch {
    /// What readers are shown: the title, or the id made readable.
    pub fn title_or_id(&self) -> String {
        title_or_id(&self.title, &self.id)
    }
}

impl Answer {
    /// What readers are shown: the title, or the id made readable.
    pub fn title_or_id(&self) -> String {
        title_or_id(&self.title, &self.id)
    }
}

impl Variable {
    /// The place of a branch in the declaration.
    pub fn branch(&self, id: &str) -> Option<u16> {
        let place = self.branches.iter().position(|branch| branch.id == id)?;
        u16::try_from(place).ok()
    }

    /// Whether its branches are levels.
    pub fn is_ladder(&self) -> bool {
        matches!(self.base, super::element::Base::Ladder { .. })
    }
}

macro_rules! lookups {
    ($($(#[$doc:meta])* $one:ident in $list:ident: $element:ty;)*) => {
        impl Model {
            $($(#[$doc])*
            pub fn $one(&self, id: &str) -> Option<&$element> {
                self.$list.iter().find(|element| element.name.id == id)
            })*
        }
    };
}
lookups! {
    /// The source of this id.
    source in sources: Source;
    /// The claim of this id.
    claim in claims: Claim;
    /// The assumption of this id.
    assumption in assumptions: Assumption;
    /// The condition of this id.
    condition in conditions: Condition;
    /// The choice or event of this id.
    variable in variables: Variable;
    /// The quantity of this id.
    quantity in quantities: Quantity;
    /// The question of this id.
    question in questions: Question;
    /// The alternative of this id.
    alternative in alternatives: Alternative;
}

impl Model {
    /// The weights of the experts, as [`Amount::point`](super::value::Amount::point) wants them.
    pub fn expert_weights(&self) -> Vec<f64> {
        self.experts.iter().map(|expert| expert.weight).collect()
    }
}

fn title_or_id(title: &Option<String>, id: &str) -> String {
    title.clone().unwrap_or_else(|| readable(id))
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn ids_become_readable() {
        assert_eq!(readable("troops_sent"), "Troops sent");
        assert_eq!(readable("edm-05"), "Edm 05");
        assert_eq!(readable(""), "");
    }
}
