#include "synth/motifs/matrix/solids_parts.h"

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"

namespace warploom::synth::motifs {

using lang::Type;

Val ReadGradient(Sketch& s, Type mat) {
  return Read(s, mat, {"deformation_gradients", "F_in", "particle_F", "def_grad"},
              {"F", "Fi", "f_mat"});
}

std::vector<Val> EdgesFromFirst(Sketch& s, int table, std::span<const Val> ids,
                                std::string_view first_name,
                                std::span<const std::string_view> edge_names) {
  const Val first = s.Let(s.At(table, {ids[0]}), first_name);
  std::vector<Val> edges;
  for (size_t k = 1; k < ids.size(); ++k) {
    const Val corner = s.At(table, {ids[k]});
    edges.push_back(s.Let(corner - first, edge_names[k - 1]));
  }
  return edges;
}

Lame ReadLame(Sketch& s, Type real) {
  if (s.rng().Chance(0.6)) {
    return {Parameter(s, real, {"mu", "k_mu", "shear_modulus"}, {1.0, 50.0}),
            Parameter(s, real, {"lam", "k_lambda", "lame_lambda"}, {1.0, 50.0})};
  }
  const Val e = Arg(s, real, {"young", "E", "youngs_modulus"}, {1.0, 100.0});
  const Val nu = Arg(s, real, {"nu", "poisson"}, {0.1, 0.4});
  const Val mu = s.Let(e / Known(2.0 * (1.0 + nu), 2.0, 3.0), "mu");
  const Val lambda = s.Let(e * nu / Known((1.0 + nu) * (1.0 - 2.0 * nu), 0.2, 1.0), {"lam", "la"});
  return {mu, lambda};
}

}  // namespace warploom::synth::motifs
