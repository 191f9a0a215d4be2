//! Plain loops, compiled once for each instruction set.
//!
//! A kernel is a struct with a method, not a closure: a closure would be compiled as a function of its own, for the
//! plainest instruction set, and only called from the wide one.
use pulp::{Arch, NullaryFnOnce};

/// Runs a kernel as compiled for the given instruction set. Everything it calls must be inlined always.
#[inline(always)]
pub(super) fn run<K: NullaryFnOnce>(arch: Arch, kernel: K) -> K::Output {
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => simd.vectorize(kernel),
        #[cfg(target_arch = "x86_64")]
        Arch::V3(simd) => simd.vectorize(kernel),
        _ => kernel.call(),
    }
}

/// Defines functions that take the instruction set first, and run their body as compiled for it.
macro_rules! wide {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident<'a>($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block
    )*) => {$(
        $(#[$attribute])*
        $visibility fn $name<'a>(arch: ::pulp::Arch, $($argument: $type),*) $(-> $result)? {
            struct Kernel<'a>($($type,)* ::std::marker::PhantomData<&'a ()>);
            impl<'a> ::pulp::NullaryFnOnce for Kernel<'a> {
                type Output = $crate::engine::kernels::wide::wide!(@result $($result)?);
                #[inline(always)]
                fn call(self) -> Self::Output {
                    let Kernel($($argument,)* _) = self;
                    $body
                }
            }
            $crate::engine::kernels::wide::run(arch, Kernel($($argument,)* ::std::marker::PhantomData))
        }
    )*};
    (@result) => { () };
    (@result $result:ty) => { $result };
}
pub(super) use wide;
