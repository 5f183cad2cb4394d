"""The training steps of cases.ts in PyTorch or JAX, timed on request.

python peers.py torch|jax [THREADS]: reads one JSON object a line, {"name", "hidden", "batch", "mode", "steps"},
does so many steps and answers with {"ms": milliseconds a step, "cpu": those of the processor} or
{"refused": why}. Its first line
is {"engine": name and version}. Data and latents are drawn inside the timed loop, as ours are.
"""
import json
import os
import sys
import time


def torch_steps(threads=0):
    import torch
    from torch import nn
    from torch.nn import functional as F

    if threads:
        torch.set_num_threads(threads)

    def dense(sizes, slopes=None):
        layers = []
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            layers.append(nn.Linear(a, b))
            if i < len(sizes) - 2:
                slope = slopes[i] if slopes else 0
                layers.append(nn.LeakyReLU(slope) if slope else nn.ReLU())
        return nn.Sequential(*layers)

    def slope_at(critic, points):
        points = points.detach().requires_grad_(True)
        return torch.autograd.grad(critic(points).sum(), points, create_graph=True)[0]

    def make(generator, critic, optimisers, draw, latent, penalty, fresh):
        def step():
            real, z = draw(), latent()
            with torch.no_grad():
                fake = generator(z)
            optimisers[1].zero_grad()
            loss = critic(fake).mean() - critic(real).mean() + penalty(critic, real, fake)
            loss.backward()
            optimisers[1].step()
            optimisers[0].zero_grad()
            (-critic(generator(latent() if fresh else z)).mean()).backward()
            optimisers[0].step()
        return step

    def adam(models, rate, betas=(0.5, 0.9)):
        return [torch.optim.Adam(m.parameters(), rate, betas) for m in models]

    def wgan_gp(hidden, batch):
        models = dense([2, hidden, hidden, 2]), dense([2, hidden, hidden, 1])

        def penalty(critic, real, fake):
            e = torch.rand(batch, 1)
            g = slope_at(critic, e * real + (1 - e) * fake)
            return 10 * ((g.square().sum(-1) + 1e-12).sqrt() - 1).square().mean()
        normal = lambda: torch.randn(batch, 2)
        return make(*models, adam(models, 1e-3), normal, normal, penalty, True)

    def gan_convergence(hidden, batch):
        models = dense([2, hidden, hidden, 2], [0, 0.01]), dense([2, hidden, hidden, 1])
        optimisers = [torch.optim.SGD(m.parameters(), 0.005) for m in models]
        data = torch.randn(1000, 2)
        draw = lambda: data[torch.randint(1000, (batch,))]
        latent = lambda: torch.randn(batch, 2)
        penalty = lambda critic, real, fake: slope_at(critic, fake[:1]).square().sum()
        return make(*models, optimisers, draw, latent, penalty, False)

    def line(real, fake):
        e = torch.rand(real.shape[0], 1, 1, 1)
        return e * real + (1 - e) * fake

    def squared_slope(critic, x):
        return slope_at(critic, x).square().sum((1, 2, 3))

    def digits(n, batch):
        critic = nn.Sequential(
            nn.Conv2d(1, n, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(n, 2 * n, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Flatten(), nn.Linear(98 * n, 1))
        generator = nn.Sequential(
            nn.Linear(64, 98 * n), nn.ReLU(), nn.Unflatten(1, (2 * n, 7, 7)),
            nn.ConvTranspose2d(2 * n, n, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(n, 1, 4, 2, 1), nn.Tanh())

        def penalty(critic, real, fake):
            return 2 * squared_slope(critic, line(real, fake)).pow(3).mean()
        draw = lambda: torch.rand(batch, 1, 28, 28)
        latent = lambda: torch.randn(batch, 64)
        return make(generator, critic, adam((generator, critic), 2e-4), draw, latent, penalty, False)

    def faces(n, batch):
        def down(i, o, k, p, norm=True):
            return [nn.Conv2d(i, o, k, 2, p, bias=False), *([nn.BatchNorm2d(o)] if norm else []), nn.SiLU()]

        def up(i, o, k):
            return nn.ConvTranspose2d(i, o, k, 2, (k - 1) // 2, output_padding=1, bias=False)
        generator = nn.Sequential(
            nn.Linear(128, 256 * n), nn.BatchNorm1d(256 * n), nn.SiLU(), nn.Unflatten(1, (16 * n, 4, 4)),
            up(16 * n, 8 * n, 5), nn.BatchNorm2d(8 * n), nn.SiLU(),
            up(8 * n, 4 * n, 5), nn.BatchNorm2d(4 * n), nn.SiLU(), up(4 * n, 3, 3), nn.Tanh())
        critic = nn.Sequential(
            *down(3, n, 5, 1, False), *down(n, 2 * n, 3, 0), *down(2 * n, 4 * n, 5, 1),
            nn.Flatten(), nn.Linear(36 * n, 1, bias=False))

        def penalty(critic, real, fake):
            return sum(squared_slope(critic, x).pow(3).mean() for x in (real, fake))
        draw = lambda: torch.rand(batch, 3, 32, 32)
        latent = lambda: torch.randn(batch, 128)
        optimisers = adam((generator, critic), 2e-4, (0.5, 0.999))
        return make(generator, critic, optimisers, draw, latent, penalty, False)

    class Sum(nn.Module):
        def __init__(self, *ways):
            super().__init__()
            self.ways = nn.ModuleList(ways)

        def forward(self, x):
            return self.ways[0](x) + self.ways[1](x)

    def residual(spectral):
        def steps(n, batch):
            norm = nn.utils.parametrizations.spectral_norm if spectral else lambda layer: layer
            pool = lambda: nn.AvgPool2d(3, 2, 1)

            def up(i):
                return Sum(
                    nn.Sequential(nn.BatchNorm2d(i), nn.ReLU(), nn.Conv2d(i, n, 3, 1, 1), nn.BatchNorm2d(n),
                                  nn.ReLU(), nn.Upsample(scale_factor=2), nn.Conv2d(n, n, 3, 1, 1)),
                    nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(i, n, 1)))

            def down(i):
                return Sum(
                    nn.Sequential(norm(nn.Conv2d(i, n, 3, 1, 1)), nn.ReLU(), pool(), norm(nn.Conv2d(n, n, 3, 1, 1))),
                    nn.Sequential(pool(), norm(nn.Conv2d(i, n, 1))))
            generator = nn.Sequential(
                nn.Linear(128, 32 * n), nn.Unflatten(1, (2 * n, 4, 4)), up(2 * n), up(n), up(n),
                nn.BatchNorm2d(n), nn.ReLU(), nn.Conv2d(n, 3, 3, 1, 1), nn.Tanh())
            critic = nn.Sequential(
                down(3), down(n), down(n), nn.ReLU(), norm(nn.Conv2d(n, n, 3, 1, 1)),
                nn.Flatten(), norm(nn.Linear(16 * n, 1)))

            def penalty(critic, real, fake):
                norms = (squared_slope(critic, line(real, fake)) + 1e-12).sqrt()
                return 10 * (norms - 1).square().mean()
            draw = lambda: torch.rand(batch, 3, 32, 32)
            latent = lambda: torch.randn(batch, 128)
            optimisers = adam((generator, critic), 2e-4, (0.0, 0.9))
            return make(generator, critic, optimisers, draw, latent, penalty, False)
        return steps

    def bigan(h, batch):
        leaky = lambda: nn.LeakyReLU(0.2)
        generator = nn.Sequential(nn.Linear(50, h), nn.ReLU(), nn.Linear(h, h),
                                  nn.BatchNorm1d(h, affine=False), nn.ReLU(), nn.Linear(h, 784), nn.Tanh())
        encoder = nn.Sequential(nn.Linear(784, h), leaky(), nn.Linear(h, h),
                                nn.BatchNorm1d(h, affine=False), leaky(), nn.Linear(h, 50))
        critic = nn.Sequential(nn.Linear(834, h), leaky(), nn.Linear(h, h), leaky(), nn.Linear(h, 1))
        betas = 2e-4, (0.5, 0.999)
        of_critic = torch.optim.Adam(critic.parameters(), *betas)
        of_others = torch.optim.Adam([*generator.parameters(), *encoder.parameters()], *betas)

        def pairs():
            x, z = torch.rand(batch, 784), torch.randn(batch, 50)
            return torch.cat([x, encoder(x)], 1), torch.cat([generator(z), z], 1)

        def step():
            of_critic.zero_grad()
            with torch.no_grad():
                shown = pairs()
            real, made = map(critic, shown)
            (F.softplus(-real).mean() + F.softplus(made).mean()).backward()
            of_critic.step()
            of_others.zero_grad()
            real, made = map(critic, pairs())
            (F.softplus(real).mean() + F.softplus(-made).mean()).backward()
            of_others.step()
        return step

    def cycle_gan(n, batch):
        def norm(o):
            return [nn.BatchNorm2d(o), nn.LeakyReLU(0.05)]

        def translator(i, o):
            return nn.Sequential(
                nn.Conv2d(i, n, 4, 2, 1), *norm(n), nn.Conv2d(n, 2 * n, 4, 2, 1), *norm(2 * n),
                nn.Conv2d(2 * n, 2 * n, 3, 1, 1), *norm(2 * n), nn.Conv2d(2 * n, 2 * n, 3, 1, 1), *norm(2 * n),
                nn.ConvTranspose2d(2 * n, n, 4, 2, 1), *norm(n), nn.ConvTranspose2d(n, o, 4, 2, 1), nn.Tanh())

        def judge(i):
            return nn.Sequential(
                nn.Conv2d(i, n, 4, 2, 1), nn.LeakyReLU(0.05), nn.Conv2d(n, 2 * n, 4, 2, 1), *norm(2 * n),
                nn.Conv2d(2 * n, 4 * n, 4, 2, 1), *norm(4 * n), nn.Flatten(), nn.Linear(64 * n, 1))
        ab, ba, in_a, in_b = translator(1, 3), translator(3, 1), judge(1), judge(3)
        betas = 2e-4, (0.5, 0.999)
        of_translators = torch.optim.Adam([*ab.parameters(), *ba.parameters()], *betas)
        of_critics = torch.optim.Adam([*in_a.parameters(), *in_b.parameters()], *betas)
        to = lambda scores, target: (scores - target).square().mean()

        def step():
            a, b = torch.rand(batch, 1, 32, 32), torch.rand(batch, 3, 32, 32)
            of_translators.zero_grad()
            as_b, as_a = ab(a), ba(b)
            cycle = (ba(as_b) - a).abs().mean() + (ab(as_a) - b).abs().mean()
            (to(in_b(as_b), 1) + to(in_a(as_a), 1) + 10 * cycle).backward()
            of_translators.step()
            with torch.no_grad():
                as_b, as_a = ab(a), ba(b)
            of_critics.zero_grad()
            (to(in_a(a), 1) + to(in_a(as_a), 0) + to(in_b(b), 1) + to(in_b(as_b), 0)).backward()
            of_critics.step()
        return step

    cases = {
        "WGAN-GP": wgan_gp, "GANConvergence 2-D": gan_convergence, "W-div 28x28": digits,
        "Wasserstein-Div's pair 32x32x3": faces, "residual WGAN-GP 32x32x3": residual(False),
        "residual WGAN-GP 32x32x3, spectral norm": residual(True),
        "BiGAN 28x28": bigan, "CycleGAN 32x32": cycle_gan,
    }

    def runner(name, hidden, batch, mode):
        if name not in cases or mode != "eager":
            return None
        step = cases[name](hidden, batch)

        def run(steps):
            for _ in range(steps):
                step()
            return steps
        return run
    return f"PyTorch {torch.__version__.split('+')[0]}", runner


def jax_steps(threads=0):
    if threads:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    import jax
    import jax.numpy as jnp
    from jax import lax

    LAYOUT = ("NHWC", "HWIO", "NHWC")

    def mlp(layers, x):
        for i, (w, b) in enumerate(layers):
            x = x @ w + b
            if i < len(layers) - 1:
                x = jax.nn.relu(x)
        return x

    def dense(key, sizes):
        keys = jax.random.split(key, len(sizes))
        return [(jax.random.normal(k, (a, b)) * (2 / a) ** 0.5, jnp.zeros(b))
                for k, a, b in zip(keys, sizes, sizes[1:])]

    def adam(p, g, m, s, t):
        m = jax.tree.map(lambda m, g: 0.5 * m + 0.5 * g, m, g)
        s = jax.tree.map(lambda s, g: 0.9 * s + 0.1 * g * g, s, g)
        move = lambda p, m, s: p - 1e-3 * (m / (1 - 0.5 ** t)) / (jnp.sqrt(s / (1 - 0.9 ** t)) + 1e-8)
        return jax.tree.map(move, p, m, s), m, s

    def wgan_gp(hidden, batch):
        def critic_loss(critic, fake, real, e):
            x = e * real + (1 - e) * fake
            g = jax.grad(lambda x: mlp(critic, x).sum())(x)
            gp = ((jnp.sqrt((g * g).sum(-1) + 1e-12) - 1) ** 2).mean()
            return mlp(critic, fake).mean() - mlp(critic, real).mean() + 10 * gp

        def step(state, key):
            generator, critic, mg, sg, mc, sc, t = state
            t = t + 1
            k = jax.random.split(key, 4)
            normal = lambda k: jax.random.normal(k, (batch, 2))
            fake, real, e = mlp(generator, normal(k[0])), normal(k[1]), jax.random.uniform(k[2], (batch, 1))
            critic, mc, sc = adam(critic, jax.grad(critic_loss)(critic, fake, real, e), mc, sc, t)
            loss = lambda generator: -mlp(critic, mlp(generator, normal(k[3]))).mean()
            generator, mg, sg = adam(generator, jax.grad(loss)(generator), mg, sg, t)
            return (generator, critic, mg, sg, mc, sc, t), None

        keys = jax.random.split(jax.random.key(0), 2)
        g, c = dense(keys[0], [2, hidden, hidden, 2]), dense(keys[1], [2, hidden, hidden, 1])
        zeros = lambda p: jax.tree.map(jnp.zeros_like, p)
        return step, (g, c, zeros(g), zeros(g), zeros(c), zeros(c), jnp.float32(0))

    def normal(key, shape, fan):
        return jax.random.normal(key, shape) * (2 / fan) ** 0.5

    def filters(key, kernel, i, o):
        return normal(key, (kernel, kernel, i, o), kernel * kernel * i), jnp.zeros(o)

    def conv(layer, x, stride=1, padding=1):
        pads = [(padding, padding)] * 2
        return lax.conv_general_dilated(x, layer[0], (stride, stride), pads, dimension_numbers=LAYOUT) + layer[1]

    def larger(layer, x):
        y = lax.conv_transpose(x, layer[0], (2, 2), "SAME", dimension_numbers=LAYOUT)
        return y + layer[1]

    def affine(layer, x):
        return x.reshape(x.shape[0], -1) @ layer[0] + layer[1]

    def pooled(x):
        window, pads = (1, 3, 3, 1), [(0, 0), (1, 1), (1, 1), (0, 0)]
        return lax.reduce_window(x, 0.0, lax.add, window, (1, 2, 2, 1), pads) / 9

    def batch_norm(x):
        axes = tuple(range(x.ndim - 1))
        return (x - x.mean(axes)) / jnp.sqrt(x.var(axes) + 1e-5)

    def leaky(x):
        return jnp.where(x > 0, x, 0.2 * x)

    def twice(x):
        return x.repeat(2, 1).repeat(2, 2)

    def pair(generator, critic, shape, latents, batch, penalty):
        """One critic step, and the generator's on the same latents."""
        def slopes(c, x):
            return (jax.grad(lambda x: critic(c, x).sum())(x) ** 2).sum((1, 2, 3))

        def critic_loss(c, fake, real, e):
            paid = penalty(slopes(c, e * real + (1 - e) * fake)).mean()
            return critic(c, fake).mean() - critic(c, real).mean() + paid

        def step(state, key):
            g, c, mg, sg, mc, sc, t = state
            t = t + 1
            k = jax.random.split(key, 3)
            z = jax.random.normal(k[0], (batch, latents))
            real, e = jax.random.uniform(k[1], (batch, *shape)), jax.random.uniform(k[2], (batch, 1, 1, 1))
            c, mc, sc = adam(c, jax.grad(critic_loss)(c, generator(g, z), real, e), mc, sc, t)
            g, mg, sg = adam(g, jax.grad(lambda g: -critic(c, generator(g, z)).mean())(g), mg, sg, t)
            return (g, c, mg, sg, mc, sc, t), None

        def state(g, c):
            zeros = lambda p: jax.tree.map(jnp.zeros_like, p)
            return g, c, zeros(g), zeros(g), zeros(c), zeros(c), jnp.float32(0)
        return step, state

    def digits(n, batch):
        k = jax.random.split(jax.random.key(0), 6)
        linear = lambda key, i, o: (normal(key, (i, o), i), jnp.zeros(o))
        c = filters(k[0], 4, 1, n), filters(k[1], 4, n, 2 * n), linear(k[2], 98 * n, 1)
        g = linear(k[3], 64, 98 * n), filters(k[4], 4, 2 * n, n), filters(k[5], 4, n, 1)

        def critic(c, x):
            return affine(c[2], leaky(conv(c[1], leaky(conv(c[0], x, 2)), 2)))

        def generator(g, z):
            first = jax.nn.relu(affine(g[0], z)).reshape(-1, 7, 7, 2 * n)
            return jnp.tanh(larger(g[2], jax.nn.relu(larger(g[1], first))))
        step, state = pair(generator, critic, (28, 28, 1), 64, batch, lambda s: 2 * s ** 3)
        return step, state(g, c)

    def residual(n, batch):
        keys = iter(jax.random.split(jax.random.key(0), 40))
        linear = lambda i, o: (normal(next(keys), (i, o), i), jnp.zeros(o))
        block = lambda i: [filters(next(keys), 3, i, n), filters(next(keys), 3, n, n), filters(next(keys), 1, i, n)]
        c = [[block(3), block(n), block(n)], filters(next(keys), 3, n, n), linear(16 * n, 1)]
        g = [linear(128, 32 * n), [block(2 * n), block(n), block(n)], filters(next(keys), 3, n, 3)]

        def critic(c, x):
            for one, two, around in c[0]:
                x = conv(two, pooled(jax.nn.relu(conv(one, x)))) + conv(around, pooled(x), 1, 0)
            return affine(c[2], conv(c[1], jax.nn.relu(x)))

        def generator(g, z):
            x = affine(g[0], z).reshape(-1, 4, 4, 2 * n)
            for one, two, around in g[1]:
                inner = conv(one, jax.nn.relu(batch_norm(x)))
                x = conv(two, twice(jax.nn.relu(batch_norm(inner)))) + conv(around, twice(x), 1, 0)
            return jnp.tanh(conv(g[2], jax.nn.relu(batch_norm(x))))
        step, state = pair(
            generator, critic, (32, 32, 3), 128, batch, lambda s: 10 * (jnp.sqrt(s + 1e-12) - 1) ** 2)
        return step, state(g, c)

    cases = {"WGAN-GP": wgan_gp, "W-div 28x28": digits, "residual WGAN-GP 32x32x3": residual}

    def runner(name, hidden, batch, mode):
        if name not in cases or mode not in ("jit", "scan of 100"):
            return None
        if name != "WGAN-GP" and mode != "jit":
            return None
        step, state = cases[name](hidden, batch)
        if mode == "jit":
            block, call = 1, jax.jit(lambda s, k: step(s, k)[0])
        else:
            block, call = 100, jax.jit(lambda s, k: jax.lax.scan(step, s, jax.random.split(k, 100))[0])
        keys = list(jax.random.split(jax.random.key(1), 50))
        box = [state]

        def run(steps):
            calls = -(-steps // block)
            for i in range(calls):
                box[0] = call(box[0], keys[i % len(keys)])
            jax.block_until_ready(box[0])
            return calls * block
        return run
    return f"JAX {jax.__version__}", runner


def main():
    engine, runner = {"torch": torch_steps, "jax": jax_steps}[sys.argv[1]](*map(int, sys.argv[2:3]))
    print(json.dumps({"engine": engine}), flush=True)
    runs = {}
    for line in sys.stdin:
        ask = json.loads(line)
        key = ask["name"], ask["hidden"], ask["batch"], ask["mode"]
        if key not in runs:
            runs[key] = runner(*key)
            if runs[key]:
                runs[key](3)
        if not runs[key]:
            print(json.dumps({"refused": f"{engine} has no {key}"}), flush=True)
            continue
        began, used = time.perf_counter(), time.process_time()
        done = runs[key](ask["steps"])
        wall, cpu = time.perf_counter() - began, time.process_time() - used
        print(json.dumps({"ms": wall / done * 1e3, "cpu": cpu / done * 1e3}), flush=True)


main()
