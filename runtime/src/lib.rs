//! An async runtime made for teaching, whose works are left in sight.
