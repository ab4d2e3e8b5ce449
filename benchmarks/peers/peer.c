// The plain C peer: what a C programmer writes who cares. Sizes are constants, weights are input-major and aligned, one pass over the
// weights per sample, and gcc -O3 -march=native -ffast-math does the rest. One library per network, chosen by -DNETWORK_name.
#include <math.h>
#include <stddef.h>
#include <string.h>

enum { IDENTITY, RELU, TANH, SIGMOID, SOFTMAX };

#if defined(NETWORK_xor)
enum { LAYERS = 2 };
static const int size[] = { 2, 8, 1 };
static const int activation[] = { TANH, SIGMOID };
enum { MEAN_SQUARED_ERROR = 0 };
#elif defined(NETWORK_npc)
enum { LAYERS = 3 };
static const int size[] = { 16, 32, 32, 4 };
static const int activation[] = { RELU, RELU, IDENTITY };
enum { MEAN_SQUARED_ERROR = 1 };
#elif defined(NETWORK_sensor)
enum { LAYERS = 3 };
static const int size[] = { 64, 32, 16, 6 };
static const int activation[] = { RELU, RELU, SOFTMAX };
enum { MEAN_SQUARED_ERROR = 0 };
#elif defined(NETWORK_control)
enum { LAYERS = 3 };
static const int size[] = { 8, 64, 64, 2 };
static const int activation[] = { TANH, TANH, TANH };
enum { MEAN_SQUARED_ERROR = 1 };
#elif defined(NETWORK_digits)
enum { LAYERS = 2 };
static const int size[] = { 784, 128, 10 };
static const int activation[] = { RELU, SOFTMAX };
enum { MEAN_SQUARED_ERROR = 0 };
#endif

enum { MAXIMUM = 784, WEIGHTS = 784 * 128, RATE_DENOMINATOR = 1000 };

#define ALIGNED __attribute__((aligned(64)))
#define INLINE static inline __attribute__((always_inline))

static float weight[LAYERS][WEIGHTS] ALIGNED;
static float bias[LAYERS][128] ALIGNED;
static float weight_gradient[LAYERS][WEIGHTS] ALIGNED;
static float bias_gradient[LAYERS][128] ALIGNED;

// Parameters in PyTorch's order, weights [out, in].
void load(const float *flat)
{
    for (int layer = 0; layer < LAYERS; layer++) {
        for (int o = 0; o < size[layer + 1]; o++)
            for (int i = 0; i < size[layer]; i++)
                weight[layer][i * size[layer + 1] + o] = *flat++;
        for (int o = 0; o < size[layer + 1]; o++)
            bias[layer][o] = *flat++;
    }
}

void store(float *flat)
{
    for (int layer = 0; layer < LAYERS; layer++) {
        for (int o = 0; o < size[layer + 1]; o++)
            for (int i = 0; i < size[layer]; i++)
                *flat++ = weight[layer][i * size[layer + 1] + o];
        for (int o = 0; o < size[layer + 1]; o++)
            *flat++ = bias[layer][o];
    }
}

INLINE void activate(float *restrict y, int count, int kind)
{
    if (kind == RELU) {
        for (int o = 0; o < count; o++) y[o] = y[o] > 0 ? y[o] : 0;
    } else if (kind == TANH) {
        for (int o = 0; o < count; o++) y[o] = tanhf(y[o]);
    } else if (kind == SIGMOID) {
        for (int o = 0; o < count; o++) y[o] = 1 / (1 + expf(-y[o]));
    } else if (kind == SOFTMAX) {
        float max = y[0], total = 0;
        for (int o = 1; o < count; o++) max = y[o] > max ? y[o] : max;
        for (int o = 0; o < count; o++) y[o] = expf(y[o] - max);
        for (int o = 0; o < count; o++) total += y[o];
        for (int o = 0; o < count; o++) y[o] /= total;
    }
}

INLINE void dense(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out, int kind)
{
    float sum[out] ALIGNED;
    for (int o = 0; o < out; o++) sum[o] = b[o];
    for (int i = 0; i < in; i++)
        for (int o = 0; o < out; o++) sum[o] += x[i] * w[i * out + o];
    activate(sum, out, kind);
    for (int o = 0; o < out; o++) y[o] = sum[o];
}

__attribute__((noinline)) void forward(const float *restrict x, float *restrict y)
{
    float a[LAYERS][128] ALIGNED;
    dense(x, weight[0], bias[0], a[0], size[0], size[1], activation[0]);
    if (LAYERS == 3) {
        dense(a[0], weight[1], bias[1], a[1], size[1], size[2], activation[1]);
        dense(a[1], weight[LAYERS - 1], bias[LAYERS - 1], y, size[LAYERS - 1], size[LAYERS], activation[LAYERS - 1]);
    } else {
        dense(a[0], weight[1], bias[1], y, size[1], size[2], activation[1]);
    }
}

__attribute__((noinline)) void forward_batch(const float *restrict x, float *restrict y, int rows)
{
    for (int row = 0; row < rows; row++) forward(x + row * size[0], y + row * size[LAYERS]);
}

// dz is the gradient of the sums; with one row the step is taken in the same pass over the weights.
INLINE void dense_backward(const float *restrict x, float *restrict w, float *restrict b, float *restrict gw, float *restrict gb,
                           const float *restrict dz, float *restrict dx, int in, int out, int immediate, float rate)
{
    for (int i = 0; i < in; i++) {
        if (dx) {
            float sum = 0;
            for (int o = 0; o < out; o++) sum += w[i * out + o] * dz[o];
            dx[i] = sum;
        }
        if (immediate) {
            float step = rate * x[i];
            for (int o = 0; o < out; o++) w[i * out + o] -= step * dz[o];
        } else {
            for (int o = 0; o < out; o++) gw[i * out + o] += x[i] * dz[o];
        }
    }
    for (int o = 0; o < out; o++) {
        if (immediate) b[o] -= rate * dz[o];
        else gb[o] += dz[o];
    }
}

INLINE void derive(const float *restrict y, float *restrict dy, int count, int kind)
{
    if (kind == RELU) for (int o = 0; o < count; o++) dy[o] = y[o] > 0 ? dy[o] : 0;
    if (kind == TANH) for (int o = 0; o < count; o++) dy[o] *= 1 - y[o] * y[o];
}

INLINE void train_row(const float *restrict x, const float *restrict t, int immediate, float rate)
{
    float a[LAYERS][128] ALIGNED, d[LAYERS][128] ALIGNED;
    dense(x, weight[0], bias[0], a[0], size[0], size[1], activation[0]);
    dense(a[0], weight[1], bias[1], a[1], size[1], size[2], activation[1]);
    if (LAYERS == 3) dense(a[1], weight[LAYERS - 1], bias[LAYERS - 1], a[LAYERS - 1], size[LAYERS - 1], size[LAYERS], activation[LAYERS - 1]);
    for (int o = 0; o < size[LAYERS]; o++) {
        float difference = a[LAYERS - 1][o] - t[o];
        d[LAYERS - 1][o] = MEAN_SQUARED_ERROR ? 2 * difference / size[LAYERS] : difference;
    }
    // Cross-entropy behind its sigmoid or softmax has the difference as the gradient of the sums already.
    if (MEAN_SQUARED_ERROR) derive(a[LAYERS - 1], d[LAYERS - 1], size[LAYERS], activation[LAYERS - 1]);
    if (LAYERS == 3) {
        dense_backward(a[1], weight[LAYERS - 1], bias[LAYERS - 1], weight_gradient[LAYERS - 1], bias_gradient[LAYERS - 1],
                       d[LAYERS - 1], d[1], size[LAYERS - 1], size[LAYERS], immediate, rate);
        derive(a[1], d[1], size[2], activation[1]);
    }
    dense_backward(a[0], weight[1], bias[1], weight_gradient[1], bias_gradient[1], d[1], d[0], size[1], size[2], immediate, rate);
    derive(a[0], d[0], size[1], activation[0]);
    dense_backward(x, weight[0], bias[0], weight_gradient[0], bias_gradient[0], d[0], NULL, size[0], size[1], immediate, rate);
}

__attribute__((noinline)) void train1(const float *restrict x, const float *restrict t)
{
    train_row(x, t, 1, 1.0f / RATE_DENOMINATOR);
}

__attribute__((noinline)) void train_batch(const float *restrict x, const float *restrict t, int rows)
{
    for (int row = 0; row < rows; row++) train_row(x + row * size[0], t + row * size[LAYERS], 0, 0);
    float rate = 1.0f / RATE_DENOMINATOR / rows;
    for (int layer = 0; layer < LAYERS; layer++) {
        int count = size[layer] * size[layer + 1];
        for (int i = 0; i < count; i++) {
            weight[layer][i] -= rate * weight_gradient[layer][i];
            weight_gradient[layer][i] = 0;
        }
        for (int o = 0; o < size[layer + 1]; o++) {
            bias[layer][o] -= rate * bias_gradient[layer][o];
            bias_gradient[layer][o] = 0;
        }
    }
}

// The loops that are timed stand here, so that no call from another language is in them. There are 32 rows of input.
void repeat_inf1(const float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) forward(x + (i & 31) * size[0], y);
}

void repeat_lat1(float *x, float *y, long long count)
{
    for (long long i = 0; i < count; i++) {
        forward(x, y);
        x[0] = y[0];
    }
}

void repeat_inf32(const float *x, float *y, int rows, long long count)
{
    for (long long i = 0; i < count; i++) forward_batch(x, y, rows);
}

void repeat_train1(const float *x, const float *t, long long count)
{
    for (long long i = 0; i < count; i++) train1(x + (i & 31) * size[0], t + (i & 31) * size[LAYERS]);
}

void repeat_train32(const float *x, const float *t, int rows, long long count)
{
    for (long long i = 0; i < count; i++) train_batch(x, t, rows);
}
